// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.Relationship;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one trigger makes: nothing is transferred before all of it is made, and children of a failed trigger are removed.
 */
final class Outputs {

    private final ProcessSession session;
    private final FlowFile input;
    private final List<FlowFile> children = new ArrayList<>();
    private final Map<FlowFile, Relationship> routes = new LinkedHashMap<>();
    private final List<Runnable> afterCommit = new ArrayList<>();

    Outputs(final ProcessSession session, final FlowFile input) {
        this.session = session;
        this.input = input;
    }

    /**
     * @return an empty child of the input, with the input's attributes
     */
    FlowFile createChild() {
        final FlowFile child = session.create(input);
        children.add(child);
        return child;
    }

    /**
     * @return a copy of a FlowFile that this trigger has made, with the same content and attributes
     */
    FlowFile cloneOf(final FlowFile flowFile) {
        final FlowFile child = session.clone(flowFile);
        children.add(child);
        return child;
    }

    /**
     * Sends a FlowFile on its way once the trigger has succeeded.
     */
    void route(final FlowFile flowFile, final Relationship relationship) {
        routes.put(flowFile, relationship);
    }

    /**
     * Has something done once what the trigger made is there for good: never for a FlowFile that is tried again.
     */
    void afterCommit(final Runnable action) {
        afterCommit.add(action);
    }

    void transfer() {
        routes.forEach(session::transfer);
        if (!afterCommit.isEmpty()) {
            // Some sessions call the first one after a failure too.
            session.commitAsync(() -> afterCommit.forEach(Runnable::run), failure -> afterCommit.clear());
        }
    }

    void discard() {
        session.remove(children);
    }
}
