package dev.patchbay.protocol.codec;

import dev.patchbay.protocol.Revision;

/** The JSON forms of all features in one revision. */
record Features(Revision revision, ContentJson content, ToolJson tools, ResourceJson resources, PromptJson prompts,
        InputJson input, TaskJson tasks, LifecycleJson lifecycle) {
    static Features of(Revision revision) {
        ContentJson content = new ContentJson(revision);
        ToolJson tools = new ToolJson(revision, content);
        InputJson input = new InputJson(revision, content, tools);
        return new Features(revision, content, tools, new ResourceJson(content), new PromptJson(revision, content),
                input, new TaskJson(input), new LifecycleJson(revision, content));
    }
}
