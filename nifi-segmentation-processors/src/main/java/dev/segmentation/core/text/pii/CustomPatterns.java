// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text.pii;

import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The user's own patterns. They are searched for in the text as it was written and, when that is different, in the folded one. A
 * regular expression can take for ever: what takes too long, or more stack than there is, leaves the text unmaskable.
 */
final class CustomPatterns {

    private final List<Pattern> patterns;
    private final Duration timeout;

    /**
     * @throws java.util.regex.PatternSyntaxException when one of them is no regular expression
     */
    CustomPatterns(final List<String> expressions, final Duration timeout) {
        patterns = expressions.stream().map(Pattern::compile).toList();
        this.timeout = timeout;
    }

    /**
     * @param matches receives what is found, with positions in the original
     */
    void find(final String original, final FoldedText folded, final List<Match> matches) {
        if (patterns.isEmpty()) {
            return;
        }
        final long deadline = DeadlineText.deadline(timeout);
        for (int i = 0; i < patterns.size(); i++) {
            try {
                final Matcher written = patterns.get(i).matcher(new DeadlineText(original, deadline));
                while (written.find()) {
                    add(written.start(), written.end(), written.group(), matches);
                }
                final Matcher read = patterns.get(i).matcher(new DeadlineText(folded.text(), deadline));
                while (!folded.isOriginal() && read.find()) {
                    add(folded.original(read.start()), folded.original(read.end()), read.group(), matches);
                }
            } catch (final DeadlineText.Passed e) {
                throw new UnmaskableTextException("pattern %d was not applied within %d ms".formatted(i + 1, timeout.toMillis()));
            } catch (final StackOverflowError e) {
                throw new UnmaskableTextException("pattern %d needs more stack than there is".formatted(i + 1));
            }
        }
    }

    private static void add(final int start, final int end, final String value, final List<Match> matches) {
        if (end > start) {
            matches.add(new Match(start, end, PiiKind.CUSTOM, value));
        }
    }
}
