package dev.patchbay.processor.contribution;

import dev.patchbay.api.completion.Completion;
import dev.patchbay.api.prompt.Prompt;
import dev.patchbay.processor.contribution.Result.Form;
import dev.patchbay.processor.type.JavaNames;
import dev.patchbay.processor.type.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/** Reads methods marked {@link Prompt} or {@link Completion}. */
final class PromptReader {
    private final Reading reading;

    PromptReader(Reading reading) {
        this.reading = reading;
    }

    PromptModel read(ExecutableElement method, Prompt prompt) {
        String name = new ToolReader(reading).name(method, prompt.name(), "prompt");
        reading.describe(method, "@Prompt", prompt.description());
        List<Parameter> parameters = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (VariableElement parameter : method.getParameters()) {
            if (reading.is(parameter.asType(), Reading.CALL)) {
                parameters.add(new Parameter.OfCall());
                continue;
            }
            Place place = reading.parameter(parameter);
            reading.reader().members().parameter(parameter, place).ifPresent(member -> {
                PlainText.problem(member, "an argument of a prompt").ifPresent(
                        problem -> reading.problems().add(parameter, place.subject() + " " + problem));
                if (member.use().nullable()) {
                    reading.problems().add(parameter, place.subject()
                            + " is @Nullable, but an argument of a prompt is never null; use an Optional");
                }
                if (!names.add(member.jsonName())) {
                    reading.problems().add(parameter, place.subject() + " has the same JSON name '" + member.jsonName()
                            + "' as another; give it another one in @Schema(name)");
                }
                parameters.add(new Parameter.OfMember(member));
            });
        }
        return new PromptModel(method, name, prompt.title(), prompt.description(), parameters, promptResult(method));
    }

    private Result promptResult(ExecutableElement method) {
        TypeMirror type = method.getReturnType();
        if (reading.is(type, "dev.patchbay.api.prompt.GetPromptResult")) {
            return Result.of(Form.FULL);
        }
        if (reading.is(type, "java.lang.String")) {
            return Result.of(Form.TEXT);
        }
        if (reading.is(type, "dev.patchbay.api.prompt.PromptMessage")) {
            return Result.of(Form.ONE);
        }
        if (reading.isListOf(type, "dev.patchbay.api.prompt.PromptMessage")) {
            return Result.of(Form.MANY);
        }
        reading.problems().add(method, reading.result(method).subject() + " has the type " + JavaNames.of(type)
                + ", but a prompt returns a String, a PromptMessage, a list of them or a GetPromptResult");
        return Result.of(Form.TEXT);
    }

    CompletionModel read(ExecutableElement method, Completion completion) {
        if (completion.prompt().isEmpty() == completion.template().isEmpty()) {
            reading.problems().add(method, "Completion method " + method.getSimpleName()
                    + " names a prompt and a template, or neither; name exactly one");
        }
        List<Parameter> parameters = new ArrayList<>();
        Set<Parameter> taken = new HashSet<>();
        for (VariableElement parameter : method.getParameters()) {
            Parameter read = completionParameter(parameter);
            if (!taken.add(read)) {
                reading.problems().add(parameter, reading.parameter(parameter).subject() + " has the same type as"
                        + " another; a completion takes the text, the known arguments and the call once each");
            }
            parameters.add(read);
        }
        return new CompletionModel(method, completion.prompt(), completion.template(), completion.argument(),
                parameters, completionResult(method));
    }

    private Parameter completionParameter(VariableElement parameter) {
        TypeMirror type = parameter.asType();
        if (reading.is(type, Reading.CALL)) {
            return new Parameter.OfCall();
        }
        if (reading.is(type, "java.util.Map") && ((DeclaredType) type).getTypeArguments().stream()
                .filter(argument -> reading.is(argument, "java.lang.String")).count() == 2) {
            return new Parameter.OfContext();
        }
        if (!reading.is(type, "java.lang.String")) {
            reading.problems().add(parameter, reading.parameter(parameter).subject() + " has the type "
                    + JavaNames.of(type) + ", but a completion takes a String (the text typed so far),"
                    + " a Map<String, String> (the arguments known already) and a Call");
        }
        return new Parameter.OfText();
    }

    private Result completionResult(ExecutableElement method) {
        TypeMirror type = method.getReturnType();
        if (reading.is(type, "dev.patchbay.api.completion.CompleteResult")) {
            return Result.of(Form.FULL);
        }
        if (reading.isListOf(type, "java.lang.String")) {
            return Result.of(Form.MANY);
        }
        reading.problems().add(method, reading.result(method).subject() + " has the type " + JavaNames.of(type)
                + ", but a completion returns a List<String> or a CompleteResult");
        return Result.of(Form.MANY);
    }
}
