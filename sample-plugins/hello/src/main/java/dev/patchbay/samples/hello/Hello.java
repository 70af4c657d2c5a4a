package dev.patchbay.samples.hello;

import dev.patchbay.api.Contributes;
import dev.patchbay.api.Description;
import dev.patchbay.api.tool.Tool;

/** The smallest plugin: one class, one method, one tool. */
@Contributes
public final class Hello {
    @Tool(description = "Greets somebody by name", readOnly = true, idempotent = true, openWorld = false)
    public String hello(@Description("Whom to greet") String name) {
        return "Hello, " + name + "!";
    }
}
