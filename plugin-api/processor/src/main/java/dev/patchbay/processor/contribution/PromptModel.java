package dev.patchbay.processor.contribution;

import dev.patchbay.processor.type.Member;
import java.util.List;
import javax.lang.model.element.ExecutableElement;

/**
 * A method that is a prompt.
 *
 * @param element the method
 * @param name the prompt's name
 * @param title a title, or the empty string
 * @param description what it is for
 * @param parameters the method's parameters
 * @param result what it returns
 */
public record PromptModel(ExecutableElement element, String name, String title, String description,
        List<Parameter> parameters, Result result) {
    /** Returns the arguments in their order. */
    public List<Member> arguments() {
        return ToolModel.members(parameters);
    }
}
