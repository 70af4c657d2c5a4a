package dev.patchbay.protocol.prompt;

import dev.patchbay.protocol.Icon;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A prompt as it is listed. */
public record Prompt(String name, @Nullable String title, @Nullable String description,
        List<PromptArgument> arguments, List<Icon> icons, Map<String, Object> meta) {
    public Prompt {
        arguments = List.copyOf(arguments);
        icons = List.copyOf(icons);
    }
}
