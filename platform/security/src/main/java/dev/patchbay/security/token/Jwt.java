package dev.patchbay.security.token;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/**
 * A signed token taken apart; nothing of it is trusted yet.
 *
 * <p>Source: RFC 7515, RFC 7519.
 *
 * @param header the header
 * @param claims what the token says
 * @param signed the bytes that the signature covers
 * @param signature the signature, in the form of its text
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Jwt(Map<String, Object> header, Claims claims, byte[] signed, String signature) {
    /** Whether a token has the form of a signed one: three parts. */
    static boolean hasForm(String token) {
        int first = token.indexOf('.');
        int second = first < 0 ? -1 : token.indexOf('.', first + 1);
        return second > 0;
    }

    static Jwt parse(String token) throws TokenRefusedException {
        int first = token.indexOf('.');
        int second = token.indexOf('.', first + 1);
        if (first < 0 || second < 0 || token.indexOf('.', second + 1) >= 0) {
            throw TokenRefusedException.malformed("it has not three parts");
        }
        String signature = token.substring(second + 1);
        decode(signature);
        return new Jwt(object(token.substring(0, first), "header"),
                new Claims(object(token.substring(first + 1, second), "payload")),
                token.substring(0, second).getBytes(StandardCharsets.US_ASCII), signature);
    }

    private static Map<String, Object> object(String part, String name) throws TokenRefusedException {
        return StrictJson.object(decode(part)).orElseThrow(
                () -> TokenRefusedException.malformed("its " + name + " is no JSON object with each member once"));
    }

    /** Only the one text that its bytes have: the decoder of the JDK overlooks bits at the end. */
    private static byte[] decode(String part) throws TokenRefusedException {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(part);
            if (Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(part)) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            throw TokenRefusedException.malformed("a part is not base64url");
        }
        throw TokenRefusedException.malformed("a part is not canonical base64url");
    }
}
