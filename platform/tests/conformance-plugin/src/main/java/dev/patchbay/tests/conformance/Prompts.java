package dev.patchbay.tests.conformance;

import dev.patchbay.api.Contributes;
import dev.patchbay.api.Description;
import dev.patchbay.api.Schema;
import dev.patchbay.api.completion.Completion;
import dev.patchbay.api.content.ContentBlock;
import dev.patchbay.api.content.ResourceContents;
import dev.patchbay.api.content.Role;
import dev.patchbay.api.prompt.Prompt;
import dev.patchbay.api.prompt.PromptMessage;
import java.util.List;

/** The prompts of the conformance suite. */
@Contributes
public final class Prompts {
    @Prompt(description = "A prompt without arguments")
    public String testSimplePrompt() {
        return "This is a simple prompt for testing.";
    }

    @Prompt(description = "A prompt with two arguments")
    public String testPromptWithArguments(@Description("The first") String arg1,
            @Description("The second") String arg2) {
        return "Prompt with arguments: arg1='" + arg1 + "', arg2='" + arg2 + "'";
    }

    @Completion(prompt = "test_prompt_with_arguments", argument = "arg1")
    public List<String> firstArguments(String value) {
        return List.of("paris", "park", "party").stream().filter(word -> word.startsWith(value)).toList();
    }

    @Prompt(description = "A prompt that carries a resource")
    public List<PromptMessage> testPromptWithEmbeddedResource(
            @Description("The URI of the resource") @Schema(name = "resourceUri") String uri) {
        return List.of(
                new PromptMessage(Role.USER,
                        ContentBlock.resource(ResourceContents.text(uri, "text/plain",
                                "Embedded resource content for testing."))),
                PromptMessage.user("Please process the embedded resource above."));
    }

    @Prompt(description = "A prompt that carries an image")
    public List<PromptMessage> testPromptWithImage() {
        return List.of(new PromptMessage(Role.USER, ContentBlock.image(Media.PNG, "image/png")),
                PromptMessage.user("Please analyze the image above."));
    }
}
