package dev.patchbay.replay;

/**
 * An error of the vendor's own description, which is not held against those who talk.
 *
 * @param operation the operation, such as {@code GET /repos/{owner}/{repo}}; {@code *} for all
 * @param key the beginning of the validator's key, such as {@code validation.response.body.schema.required}
 * @param text what its message contains; empty for any
 * @param reason what is wrong with the description
 */
record Allowance(String operation, String key, String text, String reason) {
    boolean covers(String broken, String brokenKey, String message) {
        return (operation.equals("*") || operation.equals(broken)) && brokenKey.startsWith(key)
                && message.contains(text);
    }
}
