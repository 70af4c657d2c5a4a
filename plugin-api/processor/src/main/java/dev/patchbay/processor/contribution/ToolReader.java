package dev.patchbay.processor.contribution;

import dev.patchbay.api.ContributionName;
import dev.patchbay.api.tool.Tool;
import dev.patchbay.processor.contribution.Result.Form;
import dev.patchbay.processor.type.JavaNames;
import dev.patchbay.processor.type.Member;
import dev.patchbay.processor.type.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** Reads methods marked {@link Tool}. */
final class ToolReader {
    private static final int LONGEST_DEADLINE_SECONDS = 3600;

    private final Reading reading;

    ToolReader(Reading reading) {
        this.reading = reading;
    }

    ToolModel read(ExecutableElement method, Tool tool) {
        String name = name(method, tool.name(), "tool");
        reading.describe(method, "@Tool", tool.description());
        checkTraits(method, tool);
        List<Parameter> parameters = parameters(method);
        ToolModel model = new ToolModel(method, name, tool, parameters, result(method));
        checkHeaders(model);
        return model;
    }

    String name(ExecutableElement method, String given, String kind) {
        String name = given.isEmpty() ? JavaNames.snakeCase(method.getSimpleName().toString()) : given;
        if (!ContributionName.isLegal(name)) {
            reading.problems().add(method, "'" + name + "' is not a legal name for a " + kind
                    + "; use 1 to 64 characters of A-Z a-z 0-9 _ . -");
        }
        return name;
    }

    private void checkTraits(ExecutableElement method, Tool tool) {
        String subject = "Tool method " + method.getSimpleName();
        boolean saysDestructive = method.getAnnotationMirrors().stream()
                .filter(mirror -> reading.is(mirror.getAnnotationType(), Tool.class.getName()))
                .flatMap(mirror -> mirror.getElementValues().keySet().stream())
                .anyMatch(element -> element.getSimpleName().contentEquals("destructive"));
        if (tool.readOnly() && saysDestructive && tool.destructive()) {
            reading.problems().add(method, subject + " is readOnly and destructive; drop one of the two");
        }
        if (tool.cacheSeconds() < 0) {
            reading.problems().add(method, subject + " has cacheSeconds " + tool.cacheSeconds()
                    + "; use 1 or more, or 0 for never");
        }
        if (tool.cacheSeconds() > 0 && !(tool.readOnly() && tool.idempotent())) {
            reading.problems().add(method, subject
                    + " has cacheSeconds, but only results of a readOnly and idempotent tool may be given again;"
                    + " set both if they are true, or drop cacheSeconds");
        }
        if (tool.cacheShared() && tool.cacheSeconds() == 0) {
            reading.problems().add(method, subject + " has cacheShared without cacheSeconds; set cacheSeconds");
        }
        checkStaleness(method, tool, subject);
        if (tool.deadlineSeconds() < 0 || tool.deadlineSeconds() > LONGEST_DEADLINE_SECONDS) {
            reading.problems().add(method, subject + " has deadlineSeconds " + tool.deadlineSeconds()
                    + "; use 1 to 3600, or 0 for the host's default");
        }
    }

    private void checkStaleness(ExecutableElement method, Tool tool, String subject) {
        if (tool.staleSeconds() < 0) {
            reading.problems().add(method, subject + " has staleSeconds " + tool.staleSeconds()
                    + "; use 1 or more, or 0 for never");
        }
        if (tool.staleSeconds() > 0 && tool.cacheSeconds() == 0) {
            reading.problems().add(method, subject + " has staleSeconds without cacheSeconds; set cacheSeconds");
        }
        if (tool.readOnly() && tool.changes().length > 0) {
            reading.problems().add(method, subject + " is readOnly and changes something; drop one of the two");
        }
        if (Arrays.stream(tool.changes()).anyMatch(String::isBlank)) {
            reading.problems().add(method, subject
                    + " has a blank name in changes; name a resource URI, datasource:<name>/<table> or a tag");
        }
    }

    private List<Parameter> parameters(ExecutableElement method) {
        List<Parameter> parameters = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (VariableElement parameter : method.getParameters()) {
            if (reading.is(parameter.asType(), Reading.CALL)) {
                parameters.add(new Parameter.OfCall());
                continue;
            }
            Place place = reading.parameter(parameter);
            Optional<Member> read = reading.reader().members().parameter(parameter, place);
            read.ifPresent(member -> {
                parameters.add(new Parameter.OfMember(member));
                if (!names.add(member.jsonName())) {
                    reading.problems().add(parameter, place.subject() + " has the same JSON name '" + member.jsonName()
                            + "' as another; give it another one in @Schema(name)");
                }
                if (TypeContents.holdsSecret(member.use())) {
                    reading.problems().add(parameter, place.subject()
                            + " is or holds a Secret; secrets come from the configuration, never from a client");
                }
            });
        }
        return parameters;
    }

    private void checkHeaders(ToolModel model) {
        List<String> reachable = TypeContents.reachableHeaders(model.arguments());
        Set<String> seen = new HashSet<>();
        for (String header : reachable) {
            if (!seen.add(header.toLowerCase(Locale.ROOT))) {
                reading.problems().add(model.element(), "Tool method " + model.element().getSimpleName()
                        + " has two arguments with the header '" + header + "' (case does not count); rename one");
            }
        }
        TypeContents.allHeaders(model.arguments()).stream().filter(header -> !reachable.contains(header)).sorted()
                .forEach(header -> reading.problems().add(model.element(), "Tool method "
                        + model.element().getSimpleName() + " has the header '" + header
                        + "' inside a list, set, map, sealed interface or recursive record, where no header can name"
                        + " a value; drop it"));
    }

    private Result result(ExecutableElement method) {
        TypeMirror type = method.getReturnType();
        if (type.getKind() == TypeKind.VOID) {
            return Result.of(Form.NOTHING);
        }
        if (reading.is(type, "dev.patchbay.api.tool.CallToolResult")) {
            return Result.of(Form.FULL);
        }
        if (reading.is(type, "java.lang.String")) {
            return Result.of(Form.TEXT);
        }
        if (reading.isAssignable(type, "dev.patchbay.api.content.ContentBlock")) {
            return Result.of(Form.ONE);
        }
        if (reading.isListOf(type, "dev.patchbay.api.content.ContentBlock")) {
            return Result.of(Form.MANY);
        }
        return json(method, "throw a ToolException");
    }

    /** Reads a result that becomes JSON. */
    Result json(ExecutableElement method, String insteadOfNothing) {
        Place place = reading.result(method);
        if (reading.is(method.getReturnType(), "java.util.Optional")) {
            reading.problems().add(method,
                    place.subject() + " is an Optional; return the value, and " + insteadOfNothing
                            + " where there is none");
            return Result.of(Form.JSON);
        }
        Result result = new Result(Form.JSON, reading.reader().read(method.getReturnType(), place));
        result.value().ifPresent(use -> {
            if (use.nullable()) {
                reading.problems().add(method, place.subject() + " is @Nullable; " + insteadOfNothing
                        + " where there is nothing to return");
            }
            if (TypeContents.holdsSecret(use)) {
                reading.problems().add(method,
                        place.subject() + " is or holds a Secret, which never leaves the plugin");
            }
        });
        return result;
    }
}
