package dev.patchbay.security.state;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/**
 * What a sealed state belongs to. A state opened with another binding is refused like a forged one.
 *
 * @param principal the id of the client it was made for
 * @param method the method of the call
 * @param name the name or URI of what is called
 * @param arguments the canonical arguments of the call; only their digest is kept
 * @param definitionHash the hash of the definition of what is called; empty where there is none
 */
public record StateBinding(String principal, String method, String name, String arguments, String definitionHash) {
    /** One digest over all parts, each with its length, so that no two bindings share it. */
    byte[] digest() {
        MessageDigest sha256 = sha256();
        for (String part : List.of(principal, method, name, arguments, definitionHash)) {
            byte[] utf8 = part.getBytes(StandardCharsets.UTF_8);
            sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(utf8.length).array());
            sha256.update(utf8);
        }
        return sha256.digest();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
