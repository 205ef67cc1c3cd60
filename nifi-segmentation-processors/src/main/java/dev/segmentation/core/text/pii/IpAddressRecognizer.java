// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text.pii;

import org.apache.commons.validator.routines.InetAddressValidator;

import java.util.List;
import java.util.Locale;

/**
 * Addresses of the internet protocol, versions 4 and 6. Four numbers with dots between them are also the version of a program or
 * the number of a section: what is glued to them ("v1.20.30.40", "10.0.0.1-beta") or said beside them ("firmware 10.20.30.40")
 * decides, and four single digits count only when an address is spoken of. Ports, prefix lengths and zones stay.
 */
final class IpAddressRecognizer implements Recognizer {

    private static final int REACH = 28;
    private static final Nearby ADDRESSES = new Nearby(REACH, "ip", "ipv4", "ips", "host", "server", "dns", "gateway", "router", "ping", "地址", "服务器", "主机", "网关", "路由器", "登录");
    private static final Nearby VERSIONS = new Nearby(REACH, "version", "versions", "ver", "v", "rev", "revision", "release", "build", "firmware", "update", "updated", "upgrade", "upgraded", "patch",
            "driver", "sdk", "section", "sections", "chapter", "clause", "paragraph", "app", "chrome", "firefox", "safari", "edge", "android", "ios", "windows", "macos", "linux", "kernel",
            "版本", "版", "固件", "升级", "更新", "驱动", "补丁", "章", "节", "条款", "安卓", "微信", "软件", "客户端", "系统", "浏览器");
    private static final Nearby FOLLOWING_VERSIONS = new Nearby(0, "version", "release", "build", "update", "firmware", "beta", "版", "固件");
    private static final int OCTETS = 4;
    private static final int LARGEST_OCTET = 255;
    /** Six groups of four and an address of version 4. */
    private static final int LONGEST_V6 = 45;
    private static final int GROUP = 4;

    private final InetAddressValidator validator = InetAddressValidator.getInstance();

    @Override
    public void find(final FoldedText folded, final List<Match> matches) {
        if (folded.digits() >= OCTETS) {
            findVersion4(folded.text(), folded.runs(), matches);
        }
        if (folded.digits() > 0) {
            findVersion6(folded.text(), matches);
        }
    }

    private static void findVersion4(final String text, final DigitRuns runs, final List<Match> matches) {
        for (int first = 0; first + OCTETS <= runs.count(); first++) {
            final int last = first + OCTETS - 1;
            if (isQuad(runs, first) && !runs.isFraction(first) && !runs.hasFraction(last) && isAddress(text, runs.start(first), runs.end(last))) {
                matches.add(new Match(runs.start(first), runs.end(last), PiiKind.IP_ADDRESS, text.substring(runs.start(first), runs.end(last))));
            }
        }
    }

    private static boolean isQuad(final DigitRuns runs, final int first) {
        for (int run = first; run < first + OCTETS; run++) {
            if (run > first && !runs.isFraction(run) || runs.length(run) > 3 || Integer.parseInt(runs.digits(run)) > LARGEST_OCTET) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAddress(final String text, final int start, final int end) {
        if (!ADDRESSES.before(text, start)) {
            final boolean allSingle = end - start == OCTETS * 2 - 1;
            if (allSingle || VERSIONS.directlyBefore(text, start) || FOLLOWING_VERSIONS.directlyAfter(text, end) || Characters.continuesCode(text, start)) {
                return false;
            }
        }
        return !Characters.isContinuedByCode(text, end) && !isFileName(text, end);
    }

    private static boolean isFileName(final String text, final int end) {
        return end + 1 < text.length() && text.charAt(end) == '.' && text.charAt(end + 1) >= 'a' && text.charAt(end + 1) <= 'z';
    }

    private void findVersion6(final String text, final List<Match> matches) {
        int searched = 0;
        for (int colon = text.indexOf(':'); colon >= 0; colon = text.indexOf(':', Math.max(colon + 1, searched))) {
            int start = colon;
            while (start > searched && colon - start < GROUP && isHex(text.charAt(start - 1))) {
                start--;
            }
            int end = colon;
            while (end < text.length() && end - start < LONGEST_V6 && (isHex(text.charAt(end)) || text.charAt(end) == ':' || text.charAt(end) == '.')) {
                end++;
            }
            searched = end;
            while (end > colon && (text.charAt(end - 1) == '.' || text.charAt(end - 1) == ':' && (end < 2 || text.charAt(end - 2) != ':'))) {
                end--;
            }
            final boolean whole = (start == 0 || !Characters.isAsciiLetterOrDigit(text.charAt(start - 1))) && (end == text.length() || !Characters.isAsciiLetterOrDigit(text.charAt(end)));
            if (whole && end - start > GROUP) {
                final String address = text.substring(start, end).toLowerCase(Locale.ROOT);
                if (isPlausible(address) && validator.isValidInet6Address(address)) {
                    matches.add(new Match(start, end, PiiKind.IP_ADDRESS, address));
                }
            }
        }
    }

    /**
     * Times, ratios and names of programs ("a::b", "01:02:03") are no addresses: a group has three characters or more, and some are digits.
     */
    private static boolean isPlausible(final String address) {
        int longest = 0;
        int group = 0;
        boolean digit = false;
        for (int i = 0; i < address.length(); i++) {
            group = address.charAt(i) == ':' ? 0 : group + 1;
            longest = Math.max(longest, group);
            digit |= Characters.isDigit(address.charAt(i));
        }
        return digit && longest >= 3;
    }

    private static boolean isHex(final char character) {
        return Character.digit(character, 16) >= 0 && character < 0x80;
    }
}
