package dev.patchbay.protocol.json;

/**
 * A JSON null where Java null already means "absent". Only members that may legally be null use it; reading a document
 * gives Java null, writing takes both.
 */
public enum JsonNull {
    VALUE
}
