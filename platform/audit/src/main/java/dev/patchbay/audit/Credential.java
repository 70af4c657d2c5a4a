package dev.patchbay.audit;

/**
 * How a caller showed who it is.
 *
 * @param method such as {@code key}, {@code token}, {@code certificate} or {@code local}
 * @param id names the credential; not the secret itself
 */
public record Credential(String method, String id) {}
