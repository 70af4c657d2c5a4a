package dev.patchbay.invocation;

import dev.patchbay.api.content.ContentBlock;
import dev.patchbay.api.content.TextContent;
import java.util.List;

/**
 * Takes out of a plugin's texts what steers a terminal and what a model reads but nobody sees: control characters other
 * than tabs and line ends, characters that turn the direction of writing around, and tag characters. The rest stays, so
 * that a hidden text becomes a visible one. Contents of resources are data and stay as they are.
 */
final class NeutralText {
    private static final char TAGS = '\udb40';

    private NeutralText() {}

    static boolean isNeededBy(List<ContentBlock> blocks) {
        for (ContentBlock block : blocks) {
            if (isNeededBy(block)) {
                return true;
            }
        }
        return false;
    }

    static boolean isNeededBy(ContentBlock block) {
        return block instanceof TextContent text && first(text.text()) < text.text().length();
    }

    static ContentBlock of(ContentBlock block) {
        return block instanceof TextContent text && isNeededBy(text)
                ? new TextContent(of(text.text()), text.annotations())
                : block;
    }

    static String of(String text) {
        int first = first(text);
        if (first == text.length()) {
            return text;
        }
        StringBuilder neutral = new StringBuilder(text.length()).append(text, 0, first);
        for (int i = first; i < text.length(); i++) {
            if (isTag(text, i)) {
                i++;
            } else if (!steers(text.charAt(i))) {
                neutral.append(text.charAt(i));
            }
        }
        return neutral.toString();
    }

    private static int first(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (steers(text.charAt(i)) || isTag(text, i)) {
                return i;
            }
        }
        return text.length();
    }

    private static boolean steers(char c) {
        return (c < ' ' && c != '\t' && c != '\n' && c != '\r') || (c >= 0x7f && c <= 0x9f)
                || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
    }

    private static boolean isTag(String text, int at) {
        return text.charAt(at) == TAGS && at + 1 < text.length() && text.charAt(at + 1) >= 0xdc00
                && text.charAt(at + 1) <= 0xdc7f;
    }
}
