package dev.patchbay.processor.contribution;

import dev.patchbay.api.resource.Resource;
import dev.patchbay.api.resource.ResourceTemplate;
import dev.patchbay.api.resource.UriTemplate;
import dev.patchbay.processor.contribution.Result.Form;
import dev.patchbay.processor.type.Member;
import dev.patchbay.processor.type.Place;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** Reads methods marked {@link Resource} or {@link ResourceTemplate}. */
final class ResourceReader {
    private static final String SCHEME = "[a-z][a-z0-9+.-]*";

    private final Reading reading;

    ResourceReader(Reading reading) {
        this.reading = reading;
    }

    Optional<ResourceModel> read(ExecutableElement method, Resource resource) {
        check(method, "@Resource", resource.name(), resource.description(), resource.cacheSeconds());
        List<Parameter> parameters = new ArrayList<>();
        for (VariableElement parameter : method.getParameters()) {
            if (reading.is(parameter.asType(), Reading.CALL)) {
                parameters.add(new Parameter.OfCall());
            } else {
                reading.problems().add(parameter, reading.parameter(parameter).subject()
                        + " has no source: a resource of a fixed URI takes a Call or nothing;"
                        + " use @ResourceTemplate for variables");
            }
        }
        Result result = result(method);
        if (!checkUri(method, resource.uri())) {
            return Optional.empty();
        }
        return Optional.of(new ResourceModel(method, false, resource.uri(), resource.name(), resource.title(),
                resource.description(), mimeType(resource.mimeType(), result), resource.cacheSeconds(), parameters,
                result));
    }

    Optional<ResourceModel> read(ExecutableElement method, ResourceTemplate template) {
        check(method, "@ResourceTemplate", template.name(), template.description(), template.cacheSeconds());
        Result result = result(method);
        UriTemplate parsed;
        try {
            parsed = UriTemplate.parse(template.uriTemplate());
        } catch (IllegalArgumentException e) {
            reading.problems().add(method, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
        if (!checkScheme(method, template.uriTemplate())) {
            return Optional.empty();
        }
        if (parsed.variables().isEmpty()) {
            reading.problems().add(method, "The URI template '" + template.uriTemplate()
                    + "' has no variable; use @Resource for a fixed URI");
        }
        List<Parameter> parameters = variables(method, parsed);
        return Optional.of(new ResourceModel(method, true, template.uriTemplate(), template.name(), template.title(),
                template.description(), mimeType(template.mimeType(), result), template.cacheSeconds(), parameters,
                result));
    }

    private void check(ExecutableElement method, String annotation, String name, String description,
            int cacheSeconds) {
        if (name.isBlank()) {
            reading.problems().add(method, "Method " + method.getSimpleName() + " has a blank name in " + annotation
                    + "; give the resource a short name");
        }
        if (cacheSeconds < 0) {
            reading.problems().add(method, "Method " + method.getSimpleName() + " has cacheSeconds " + cacheSeconds
                    + "; use 1 or more, or 0 for never");
        }
        reading.describe(method, annotation, description);
    }

    private List<Parameter> variables(ExecutableElement method, UriTemplate template) {
        List<Parameter> parameters = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (VariableElement parameter : method.getParameters()) {
            if (reading.is(parameter.asType(), Reading.CALL)) {
                parameters.add(new Parameter.OfCall());
                continue;
            }
            Place place = reading.parameter(parameter);
            reading.reader().members().parameter(parameter, place).ifPresent(member -> {
                checkVariable(parameter, place, member, template);
                taken.add(member.jsonName());
                parameters.add(new Parameter.OfMember(member));
            });
        }
        for (String variable : template.variables()) {
            boolean isDeclared = method.getParameters().stream()
                    .anyMatch(parameter -> parameter.getSimpleName().contentEquals(variable));
            if (!taken.contains(variable) && !isDeclared) {
                reading.problems().add(method,
                        "Method " + method.getSimpleName() + " has no parameter for the variable '"
                                + variable + "' of '" + template + "'; add @Description(\"…\") String " + variable);
            }
        }
        return parameters;
    }

    private void checkVariable(VariableElement parameter, Place place, Member member, UriTemplate template) {
        if (!template.variables().contains(member.jsonName())) {
            reading.problems().add(parameter, place.subject() + " is no variable of '" + template + "', which has "
                    + String.join(", ", template.variables()) + "; rename it or add {" + member.jsonName() + "}");
        }
        PlainText.problem(member, "a variable of a template").ifPresent(
                problem -> reading.problems().add(parameter, place.subject() + " " + problem));
        if (member.presence() != Member.Presence.REQUIRED || member.use().nullable()) {
            reading.problems().add(parameter, place.subject()
                    + " may be absent or null, but a variable of a template always has a value; use the plain type");
        }
    }

    private boolean checkUri(ExecutableElement method, String uri) {
        try {
            new URI(uri);
        } catch (URISyntaxException e) {
            reading.problems().add(method, "'" + uri + "' is not a URI: " + e.getReason()
                    + "; write an absolute one such as docs://api");
            return false;
        }
        return checkScheme(method, uri);
    }

    private boolean checkScheme(ExecutableElement method, String uri) {
        int colon = uri.indexOf(':');
        if (colon < 0 || !uri.substring(0, colon).matches(SCHEME)) {
            reading.problems().add(method, "'" + uri + "' does not begin with a URI scheme; begin with a lower-case"
                    + " letter, then letters, digits, '+', '-' or '.', then '://', such as docs://api");
            return false;
        }
        return true;
    }

    static boolean isScheme(String scheme) {
        return scheme.matches(SCHEME);
    }

    private Result result(ExecutableElement method) {
        TypeMirror type = method.getReturnType();
        if (type.getKind() == TypeKind.VOID) {
            reading.problems().add(method, reading.result(method).subject()
                    + " is void; return the contents: a String, byte[], ReadResourceResult or a record");
            return Result.of(Form.NOTHING);
        }
        if (reading.is(type, "dev.patchbay.api.resource.ReadResourceResult")) {
            return Result.of(Form.FULL);
        }
        if (reading.is(type, "java.lang.String")) {
            return Result.of(Form.TEXT);
        }
        if (type instanceof ArrayType array && array.getComponentType().getKind() == TypeKind.BYTE) {
            return Result.of(Form.BYTES);
        }
        return new ToolReader(reading).json(method, "throw a ResourceNotFoundException");
    }

    private static String mimeType(String given, Result result) {
        if (!given.isEmpty()) {
            return given;
        }
        return switch (result.form()) {
            case TEXT -> "text/plain";
            case BYTES -> "application/octet-stream";
            case JSON -> "application/json";
            case FULL, ONE, MANY, NOTHING -> "";
        };
    }
}
