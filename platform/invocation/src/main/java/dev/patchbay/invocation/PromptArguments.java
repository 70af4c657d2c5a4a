package dev.patchbay.invocation;

import dev.patchbay.api.prompt.PromptArgument;
import dev.patchbay.api.prompt.PromptDefinition;
import java.util.Map;
import java.util.Optional;

/** Checks the arguments of a prompt: what is required is there, and nothing else is. */
final class PromptArguments {
    private PromptArguments() {}

    static Optional<String> problem(PromptDefinition prompt, Map<String, String> arguments) {
        for (PromptArgument argument : prompt.arguments()) {
            if (argument.required() && !arguments.containsKey(argument.name())) {
                return Optional.of("Invalid arguments: " + argument.name() + " is required");
            }
        }
        for (String name : arguments.keySet()) {
            if (prompt.arguments().stream().noneMatch(argument -> argument.name().equals(name))) {
                return Optional.of("Invalid arguments: " + name + " is unknown; the prompt takes "
                        + prompt.arguments().stream().map(PromptArgument::name).toList());
            }
        }
        return Optional.empty();
    }
}
