package dev.patchbay.processor.contribution;

import java.util.List;
import javax.lang.model.element.ExecutableElement;

/**
 * A method that completes an argument.
 *
 * @param element the method
 * @param prompt the prompt, or the empty string
 * @param template the resource template, or the empty string
 * @param argument the argument or variable
 * @param parameters the method's parameters
 * @param result what it returns
 */
public record CompletionModel(ExecutableElement element, String prompt, String template, String argument,
        List<Parameter> parameters, Result result) {}
