// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.record;

import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A record's values with others added or replaced. They are joined when somebody asks for one: a writer that passes the record's JSON on never does.
 */
final class JoinedValues extends AbstractMap<String, Object> {

    private final Map<String, Object> read;
    private final Map<String, Object> added;
    private Map<String, Object> joined;

    /**
     * @param read not changed, neither here nor by others from now on
     * @param added likewise
     */
    JoinedValues(final Map<String, Object> read, final Map<String, Object> added) {
        this.read = read;
        this.added = added;
    }

    /**
     * @return a new map
     */
    static Map<String, Object> join(final Map<String, Object> read, final Map<String, Object> added) {
        final Map<String, Object> joined = LinkedHashMap.newLinkedHashMap(read.size() + added.size());
        joined.putAll(read);
        joined.putAll(added);
        return joined;
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        return joined().entrySet();
    }

    @Override
    public Object get(final Object name) {
        return joined().get(name);
    }

    @Override
    public boolean containsKey(final Object name) {
        return joined().containsKey(name);
    }

    @Override
    public Object put(final String name, final Object value) {
        return joined().put(name, value);
    }

    private Map<String, Object> joined() {
        if (joined == null) {
            joined = join(read, added);
        }
        return joined;
    }
}
