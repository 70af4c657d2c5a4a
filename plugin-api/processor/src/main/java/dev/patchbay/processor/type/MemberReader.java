package dev.patchbay.processor.type;

import dev.patchbay.api.Description;
import dev.patchbay.api.Schema;
import dev.patchbay.processor.json.JsonParser;
import dev.patchbay.processor.type.Member.Presence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** Reads parameters and record components with their descriptions, constraints, defaults and examples. */
public final class MemberReader {
    private final TypeReader types;
    private final Problems problems;

    MemberReader(TypeReader types, Problems problems) {
        this.types = types;
        this.problems = problems;
    }

    /** What a member belongs to. */
    public enum Role {
        /** The arguments of a tool, a prompt or a template: each is described. */
        PARAMETER,
        /** A record somewhere inside. */
        COMPONENT
    }

    /** Reads a parameter, or reports what is wrong with it. */
    public Optional<Member> parameter(Element parameter, Place place) {
        return read(parameter, parameter.asType(), place, Map.of(), Role.PARAMETER);
    }

    Optional<Member> read(Element element, TypeMirror type, Place place, Map<Element, Use> arguments, Role role) {
        Description described = element.getAnnotation(Description.class);
        String description = described == null ? "" : described.value();
        checkDescription(described, place, role);
        boolean optional = isOptional(type);
        TypeMirror valueType = type;
        if (optional) {
            List<? extends TypeMirror> inside = ((DeclaredType) type).getTypeArguments();
            if (inside.isEmpty()) {
                problems.add(place.element(), place.subject()
                        + " has the raw type java.util.Optional; say what it holds, such as Optional<String>");
                return Optional.empty();
            }
            valueType = inside.get(0);
        }
        boolean nullable = TypeReader.isNullable(type) || TypeReader.hasNullable(element.getAnnotationMirrors());
        Optional<Use> read = types.read(valueType, place, arguments);
        if (optional && (nullable || read.map(Use::nullable).orElse(false))) {
            problems.add(place.element(), place.subject()
                    + " is an Optional and @Nullable; use Optional<…> for what may be absent, @Nullable for what may be null");
        }
        return read.map(use -> new Use(use.type(), use.nullable() || nullable))
                .flatMap(use -> member(element, place, use, optional, description));
    }

    private void checkDescription(@Nullable Description described, Place place, Role role) {
        if (described == null && role == Role.PARAMETER) {
            problems.add(place.element(),
                    place.subject() + " has no description; say what it is with @Description(\"…\")");
        } else if (described != null && described.value().isBlank()) {
            problems.add(place.element(), place.subject() + " has a blank description; say what it is");
        }
    }

    private static boolean isOptional(TypeMirror type) {
        return type instanceof DeclaredType declared
                && ((TypeElement) declared.asElement()).getQualifiedName().contentEquals("java.util.Optional");
    }

    private Optional<Member> member(Element element, Place place, Use use, boolean optional, String description) {
        String javaName = element.getSimpleName().toString();
        Schema schema = element.getAnnotation(Schema.class);
        Presence presence = optional ? Presence.OPTIONAL : Presence.REQUIRED;
        if (schema == null) {
            return Optional.of(new Member(javaName, javaName, use, presence, null, "", description, Map.of(), List.of(),
                    ""));
        }
        Keywords keywords = new Keywords(schema, use.type());
        for (String problem : keywords.problems()) {
            problems.add(place.element(), place.subject() + " " + problem);
        }
        checkHeader(schema, place, use);
        Member bare = new Member(javaName, schema.name().isEmpty() ? javaName : schema.name(), use, presence, null,
                schema.title(), description, keywords.found(), List.of(), schema.header());
        if (!keywords.problems().isEmpty()) {
            return Optional.of(bare);
        }
        return Optional.of(withValues(bare, schema, place));
    }

    private Member withValues(Member bare, Schema schema, Place place) {
        List<@Nullable Object> examples = new ArrayList<>();
        for (String example : schema.examples()) {
            value(example, "example", bare, place).ifPresent(parsed -> examples.add(parsed.json()));
        }
        Presence presence = bare.presence();
        Object defaultJson = null;
        if (!schema.defaultValue().isEmpty()) {
            if (presence == Presence.OPTIONAL) {
                problems.add(place.element(), place.subject()
                        + " is an Optional with a default, which is never empty; drop the Optional or the default");
            }
            Optional<Parsed> parsed = value(schema.defaultValue(), "default", bare, place);
            defaultJson = parsed.isPresent() ? parsed.get().json() : null;
            presence = Presence.DEFAULTED;
            if (bare.use().type() instanceof ValueType.Scalar scalar && scalar.kind() == ScalarKind.SECRET) {
                problems.add(place.element(), place.subject() + " is a secret with a default; drop the default");
            }
        }
        return new Member(bare.javaName(), bare.jsonName(), bare.use(), presence, defaultJson, bare.title(),
                bare.description(), bare.keywords(), examples, bare.header());
    }

    private record Parsed(@Nullable Object json) {}

    private Optional<Parsed> value(String text, String what, Member member, Place place) {
        Object json;
        try {
            json = parse(text, member.use());
        } catch (IllegalArgumentException e) {
            problems.add(place.element(), place.subject() + " has the " + what + " " + text + ", which is not JSON: "
                    + e.getMessage());
            return Optional.empty();
        }
        Optional<String> problem = JsonCheck.problem(json, member.use(), member.keywords());
        if (problem.isPresent()) {
            problems.add(place.element(),
                    place.subject() + " has the " + what + " " + text + ", which does not fit: " + problem.get());
            return Optional.empty();
        }
        return Optional.of(new Parsed(json));
    }

    private static @Nullable Object parse(String text, Use use) {
        boolean isText = use.type() instanceof ValueType.EnumOf
                || (use.type() instanceof ValueType.Scalar scalar && scalar.kind().isText());
        boolean isNull = use.nullable() && text.equals("null");
        return isText && !isNull && !text.startsWith("\"") ? text : JsonParser.parse(text);
    }

    private void checkHeader(Schema schema, Place place, Use use) {
        if (!schema.header().isEmpty()) {
            HeaderRule.problem(schema.header(), use)
                    .ifPresent(problem -> problems.add(place.element(), place.subject() + " " + problem));
        }
    }
}
