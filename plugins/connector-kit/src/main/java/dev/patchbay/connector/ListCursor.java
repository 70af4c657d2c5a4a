package dev.patchbay.connector;

import dev.patchbay.api.tool.ToolException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where a list goes on: at an item inside a page of the service. Opaque to clients, bound to the list it was made for.
 *
 * @param page the page, absent for the first
 * @param offset how many items of it were returned before
 * @param size the size of the pages
 */
record ListCursor(Optional<String> page, int offset, int size) {
    private static final int MAX_LENGTH = 4096;
    private static final int MAX_OFFSET = 10_000;

    String text(String list) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("l", fingerprint(list));
        page.ifPresent(at -> json.put("p", at));
        json.put("o", offset);
        json.put("s", size);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Json.write(json).getBytes(
                StandardCharsets.UTF_8));
    }

    static ListCursor parse(String text, String list) {
        if (text.length() > MAX_LENGTH) {
            throw illegal("it is too long");
        }
        JsonValue json;
        try {
            json = Json.read(new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException | MalformedJsonException e) {
            throw illegal("it is none of ours");
        }
        long offset = json.at("o").integer().orElse(-1L);
        long size = json.at("s").integer().orElse(-1L);
        if (offset < 0 || offset > MAX_OFFSET || size < 1 || size > ListQuery.MOST) {
            throw illegal("it is none of ours");
        }
        if (!json.at("l").text().equals(Optional.of(fingerprint(list)))) {
            throw illegal("it belongs to another list: the arguments beside limit, cursor, fields and max_chars have to"
                    + " stay the same");
        }
        return new ListCursor(json.at("p").text(), (int) offset, (int) size);
    }

    private static ToolException illegal(String why) {
        return new ToolException("The cursor cannot be used: " + why
                + ". Leave it out to begin anew, or take next_cursor of the last answer.").code("invalid_argument");
    }

    private static String fingerprint(String list) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(list.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash).substring(0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
