package dev.patchbay.inspection.lint;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks at what is embedded in a text: links, pictures, markup, and texts written so that only a machine reads them. */
final class ContentCheck {
    private static final Pattern PICTURE = Pattern
            .compile("!\\[[^\\]]{0,200}\\]\\(\\s*(?:https?:|//|data:)[^)]{1,2000}\\)"
                    + "|(?i)<img\\s[^>]{0,500}src", Pattern.CASE_INSENSITIVE);
    private static final Pattern MARKUP = Pattern.compile(
            "<!--|<(?:script|iframe|style|object|embed|form|svg|link|meta|base)\\b|javascript:|data:(?:text|application)/"
                    + "|display\\s*:\\s*none|visibility\\s*:\\s*hidden|font-size\\s*:\\s*0|on(?:error|load|click)\\s*=",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern LINK = Pattern.compile("(?i)\\b(?:https?|ftp|wss?)://[^\\s\"'<>)\\]]{1,2000}");
    private static final Pattern LEAKING_LINK = Pattern
            .compile("(?i)[?&][\\w.-]{1,40}=(?:\\{|\\$|<|%7b|\\[|…|\\.\\.\\.|"
                    + "(?:data|context|conversation|secret|token|password|content|history|result|output|prompt)s?\\b)");
    private static final Pattern BAD_HOST = Pattern
            .compile("(?i)://(?:[^/@\\s]{1,200}@|\\d{1,3}(?:\\.\\d{1,3}){3}|0x[0-9a-f]+|\\[[0-9a-f:]+]|"
                    + "(?:[\\w-]+\\.)*(?:webhook\\.site|ngrok(?:-free)?\\.(?:io|app|dev)|requestbin\\.\\w+|pipedream\\.net|burpcollaborator"
                    + "\\.net|oast\\.\\w+|interact\\.sh|pastebin\\.com|trycloudflare\\.com|beeceptor\\.com|hookb\\.in|"
                    + "requestcatcher\\.com|transfer\\.sh|file\\.io|bit\\.ly|tinyurl\\.com|serveo\\.net|localtunnel\\.me|"
                    + "loca\\.lt))(?=[/:?#\\s]|$)");
    private static final Pattern SAFE_HOST = Pattern
            .compile("(?i)://(?:127\\.|0\\.0\\.0\\.0|192\\.0\\.2\\.|198\\.51\\.100\\.|"
                    + "203\\.0\\.113\\.|10\\.|192\\.168\\.|\\[::1]|user(?:name)?:pass(?:word)?@)");
    private static final Pattern BASE64 = Pattern
            .compile("(?<![A-Za-z0-9+/_=-])[A-Za-z0-9+/_-]{20,8000}={0,2}(?![A-Za-z0-9+/=])");
    private static final Pattern HEX = Pattern.compile("(?i)(?<![0-9a-f])(?:[0-9a-f]{2}[ :,]?){16,4000}(?![0-9a-f])"
            + "|(?:\\\\x[0-9a-f]{2}){8,4000}|(?:\\\\u[0-9a-f]{4}){6,4000}|(?:%[0-9a-f]{2}){8,4000}|(?:&#x?[0-9a-f]{1,6};){6,2000}");
    private static final Pattern NOT_HEX = Pattern.compile("(?i)[^0-9a-f]");

    private ContentCheck() {}

    static List<Finding> of(PlacedText text, String value) {
        List<Finding> findings = new ArrayList<>();
        first(PICTURE, value).ifPresent(found -> findings.add(new Finding("picture", Severity.DANGER, text.where(),
                Linter.excerpt(value, found.start(), found.end()),
                "A picture from elsewhere: showing it sends whatever its address holds.")));
        first(MARKUP, value).ifPresent(found -> findings.add(new Finding("markup", Severity.WARNING, text.where(),
                Linter.excerpt(value, found.start(), found.end()),
                "Markup that a reader may not be shown.")));
        links(text, value, findings);
        encoded(text, value, findings);
        return findings;
    }

    private static Optional<Matcher> first(Pattern pattern, String value) {
        Matcher matcher = pattern.matcher(value);
        return matcher.find() ? Optional.of(matcher) : Optional.empty();
    }

    private static void links(PlacedText text, String value, List<Finding> findings) {
        Matcher links = LINK.matcher(value);
        while (links.find()) {
            String link = links.group();
            boolean isBad = BAD_HOST.matcher(link).find() && !SAFE_HOST.matcher(link).find();
            if (isBad || LEAKING_LINK.matcher(link).find()) {
                findings.add(new Finding("link", Severity.WARNING, text.where(),
                        Linter.excerpt(value, links.start(), links.end()), isBad
                                ? "A link to an address without a name, or to a place where anybody collects anything."
                                : "A link that carries something away in its address."));
                return;
            }
        }
    }

    private static void encoded(PlacedText text, String value, List<Finding> findings) {
        Matcher base64 = BASE64.matcher(value);
        while (base64.find()) {
            Optional<String> decoded = base64(base64.group()).flatMap(ContentCheck::asText);
            if (decoded.isPresent() && report(text, value, base64, decoded.get(), findings)) {
                return;
            }
        }
        Matcher hex = HEX.matcher(value);
        while (hex.find()) {
            Optional<String> decoded = hex(hex.group()).flatMap(ContentCheck::asText);
            if (decoded.isPresent() && report(text, value, hex, decoded.get(), findings)) {
                return;
            }
        }
    }

    private static boolean report(PlacedText text, String value, Matcher where, String decoded,
            List<Finding> findings) {
        boolean isOrder = ReadText.forms(decoded).values().stream()
                .anyMatch(form -> !Phrases.all().in(form).isEmpty());
        boolean isText = decoded.chars().filter(c -> c == ' ').count() >= 3;
        if (!isOrder && !isText) {
            return false;
        }
        findings.add(new Finding("encoded", isOrder ? Severity.DANGER : Severity.WARNING, text.where(),
                Linter.excerpt(value, where.start(), Math.min(where.end(), where.start() + 40)),
                "An encoded text: " + Linter.excerpt(decoded, 0, Math.min(decoded.length(), 100))));
        return true;
    }

    private static Optional<byte[]> base64(String text) {
        String padded = text.replace('-', '+').replace('_', '/').replace("=", "");
        int whole = padded.length() - (padded.length() % 4 == 1 ? 1 : 0);
        try {
            return Optional.of(Base64.getDecoder().decode(padded.substring(0, whole)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<byte[]> hex(String text) {
        String bare = text.startsWith("\\u") ? text.replaceAll("(?i)\\\\u00", "") : text.replaceAll("&#x?", "");
        String digits = NOT_HEX.matcher(bare).replaceAll("");
        return digits.length() % 2 == 0 ? Optional.of(HexFormat.of().parseHex(digits)) : Optional.empty();
    }

    private static Optional<String> asText(byte[] bytes) {
        try {
            String decoded = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            long readable = decoded.codePoints().filter(c -> Character.isLetterOrDigit(c) || c == ' ' || c == '\n'
                    || ".,;:!?'\"()<>/-_@#".indexOf(c) >= 0).count();
            return decoded.length() >= 10 && readable >= decoded.codePointCount(0, decoded.length()) * 0.9
                    ? Optional.of(decoded)
                    : Optional.empty();
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
