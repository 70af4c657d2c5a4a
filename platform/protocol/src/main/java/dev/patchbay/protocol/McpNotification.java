package dev.patchbay.protocol;

/** The decoded parameters of a notification, whichever side sends it. One record for each method. */
public interface McpNotification {
    /** The method's name on the wire. */
    String method();
}
