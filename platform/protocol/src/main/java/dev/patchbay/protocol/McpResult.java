package dev.patchbay.protocol;

/** The result of a request, whichever side gives it. One record for each kind. */
public interface McpResult {}
