package dev.patchbay.protocol.codec;

import dev.patchbay.protocol.Revision;

/** The JSON forms of all features in one revision. */
record Features(Revision revision, ContentJson content, ToolJson tools, ResourceJson resources, PromptJson prompts,
        InputJson input, LifecycleJson lifecycle) {
    static Features of(Revision revision) {
        ContentJson content = new ContentJson(revision);
        ToolJson tools = new ToolJson(revision, content);
        return new Features(revision, content, tools, new ResourceJson(content), new PromptJson(revision, content),
                new InputJson(revision, content, tools), new LifecycleJson(revision, content));
    }
}
