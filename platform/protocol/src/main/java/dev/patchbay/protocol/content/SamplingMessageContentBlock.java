package dev.patchbay.protocol.content;

/** One piece of a sampling message. */
public sealed interface SamplingMessageContentBlock
        permits TextContent, ImageContent, AudioContent, ToolUseContent, ToolResultContent {}
