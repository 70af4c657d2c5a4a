package dev.patchbay.protocol.content;

/** One piece of a tool's result or a prompt's message. */
public sealed interface ContentBlock permits TextContent, ImageContent, AudioContent, ResourceLink, EmbeddedResource {}
