package dev.patchbay.protocol.prompt;

import dev.patchbay.protocol.Role;
import dev.patchbay.protocol.content.ContentBlock;

/** One message of a prompt. */
public record PromptMessage(Role role, ContentBlock content) {}
