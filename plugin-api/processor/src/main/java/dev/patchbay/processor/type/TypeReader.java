package dev.patchbay.processor.type;

import dev.patchbay.api.Description;
import dev.patchbay.processor.type.ValueType.RecordOf;
import dev.patchbay.processor.type.ValueType.Scalar;
import dev.patchbay.processor.type.ValueType.UnionOf;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;

/**
 * Reads Java types from source. One reader serves one package: each record, enum and union is read once for it, so that
 * the package gets one codec of each.
 */
public final class TypeReader {
    private static final int DEEPEST = 40;

    private final Problems problems;
    private final MemberReader memberReader;
    private final Map<String, Optional<ValueType>> declared = new LinkedHashMap<>();
    private int depth;

    /** Creates a reader that reports to {@code problems}. */
    public TypeReader(Problems problems) {
        this.problems = problems;
        this.memberReader = new MemberReader(this, problems);
    }

    /** Returns the reader of parameters. */
    public MemberReader members() {
        return memberReader;
    }

    /** Returns the enums, records and unions read so far, in the order in which they were met. */
    public List<ValueType> declaredTypes() {
        return declared.values().stream().flatMap(Optional::stream).toList();
    }

    /** Reads a type, or reports why it has no JSON form. */
    public Optional<Use> read(TypeMirror type, Place place) {
        return read(type, place, Map.of());
    }

    Optional<Use> read(TypeMirror type, Place place, Map<Element, Use> arguments) {
        boolean nullable = isNullable(type);
        return switch (type.getKind()) {
            case BOOLEAN -> scalar(ScalarKind.BOOLEAN, nullable);
            case INT -> scalar(ScalarKind.INT, nullable);
            case LONG -> scalar(ScalarKind.LONG, nullable);
            case DOUBLE -> scalar(ScalarKind.DOUBLE, nullable);
            case ARRAY -> ((ArrayType) type).getComponentType().getKind() == TypeKind.BYTE
                    ? scalar(ScalarKind.BYTES, nullable)
                    : unsupported(type, place);
            case DECLARED -> declared((DeclaredType) type, place, arguments).map(value -> new Use(value, nullable));
            case TYPEVAR -> variable((TypeVariable) type, place, arguments, nullable);
            case WILDCARD -> {
                problems.add(place.element(), place.subject() + " has the wildcard type " + JavaNames.of(type)
                        + "; name the type itself");
                yield Optional.empty();
            }
            case ERROR -> throw new UnresolvedTypeException(type.toString());
            default -> unsupported(type, place);
        };
    }

    /** Returns whether a type carries an annotation named Nullable, JSpecify's or another. */
    public static boolean isNullable(TypeMirror type) {
        return hasNullable(type.getAnnotationMirrors());
    }

    static boolean hasNullable(List<? extends AnnotationMirror> annotations) {
        return annotations.stream()
                .anyMatch(mirror -> mirror.getAnnotationType().asElement().getSimpleName().contentEquals("Nullable"));
    }

    private Optional<Use> variable(TypeVariable variable, Place place, Map<Element, Use> arguments, boolean nullable) {
        Use argument = arguments.get(variable.asElement());
        if (argument == null) {
            return unsupported(variable, place);
        }
        return Optional.of(new Use(argument.type(), nullable || argument.nullable()));
    }

    private Optional<ValueType> declared(DeclaredType type, Place place, Map<Element, Use> arguments) {
        TypeElement element = (TypeElement) type.asElement();
        String name = element.getQualifiedName().toString();
        Optional<ScalarKind> scalar = ScalarKind.of(name);
        if (scalar.isPresent()) {
            return Optional.of(new Scalar(scalar.get()));
        }
        if (type.getTypeArguments().isEmpty() && !element.getTypeParameters().isEmpty()) {
            problems.add(place.element(), place.subject() + " has the raw type " + name
                    + "; say what it holds, such as " + example(element));
            return Optional.empty();
        }
        return switch (name) {
            case "java.lang.Object" -> Optional.of(new ValueType.Any());
            case "java.util.List" -> item(type, 0, place, arguments).map(ValueType.ListOf::new);
            case "java.util.Set" -> item(type, 0, place, arguments).map(ValueType.SetOf::new);
            case "java.util.Map" -> map(type, place, arguments);
            case "java.util.Optional" -> {
                problems.add(place.element(), place.subject()
                        + " has an Optional inside another type; only a parameter or a record component may be Optional");
                yield Optional.empty();
            }
            default -> own(type, element, place, arguments);
        };
    }

    private static String example(TypeElement element) {
        String name = element.getSimpleName().toString();
        return switch (element.getQualifiedName().toString()) {
            case "java.util.Map" -> "Map<String, Object>";
            case "java.util.List", "java.util.Set", "java.util.Optional" -> name + "<String>";
            default -> element.getTypeParameters().stream().map(parameter -> "String")
                    .collect(Collectors.joining(", ", name + "<", ">"));
        };
    }

    private Optional<Use> item(DeclaredType type, int index, Place place, Map<Element, Use> arguments) {
        return read(type.getTypeArguments().get(index), place, arguments)
                .map(use -> use.type() instanceof ValueType.Any ? new Use(use.type(), true) : use);
    }

    private Optional<ValueType> map(DeclaredType type, Place place, Map<Element, Use> arguments) {
        TypeMirror key = type.getTypeArguments().get(0);
        if (!JavaNames.of(key).equals("java.lang.String")) {
            problems.add(place.element(), place.subject() + " is a Map with keys of " + JavaNames.of(key)
                    + "; the keys of a JSON object are texts, use Map<String, …>");
            return Optional.empty();
        }
        return item(type, 1, place, arguments).map(ValueType.MapOf::new);
    }

    private Optional<ValueType> own(DeclaredType type, TypeElement element, Place place, Map<Element, Use> arguments) {
        boolean isSealed = element.getKind() == ElementKind.INTERFACE && !element.getPermittedSubclasses().isEmpty();
        if (!isSealed && !Set.of(ElementKind.ENUM, ElementKind.RECORD).contains(element.getKind())) {
            return unsupported(type, place).map(Use::type);
        }
        Map<Element, Use> ownArguments = new HashMap<>();
        List<Use> uses = new ArrayList<>();
        for (int i = 0; i < type.getTypeArguments().size(); i++) {
            Optional<Use> argument = item(type, i, place, arguments);
            if (argument.isEmpty()) {
                return Optional.empty();
            }
            TypeParameterElement parameter = element.getTypeParameters().get(i);
            ownArguments.put(parameter, argument.get());
            uses.add(argument.get());
        }
        String key = element.getQualifiedName()
                + uses.stream().map(Use::key).collect(Collectors.joining(",", "<", ">"));
        Optional<ValueType> known = declared.get(key);
        if (known != null) {
            return known;
        }
        declared.put(key, Optional.empty());
        if (!JavaNames.isVisible(element, place.from())) {
            problems.add(place.element(), place.subject() + " has the type " + element.getQualifiedName()
                    + ", which generated code in the package " + place.from().getQualifiedName()
                    + " cannot see; make it and the types around it public, or keep them in the package and not private");
            return Optional.empty();
        }
        String javaType = element.getQualifiedName() + (uses.isEmpty() ? ""
                : uses.stream().map(use -> use.type().javaType()).collect(Collectors.joining(", ", "<", ">")));
        String name = element.getSimpleName()
                + uses.stream().map(use -> "_" + shortName(use.type())).collect(Collectors.joining());
        return switch (element.getKind()) {
            case ENUM -> remember(key, EnumReader.read(element, place, problems));
            case RECORD -> record(key, new RecordOf(javaType, name, description(element)), element, place,
                    ownArguments);
            default -> union(key, new UnionOf(javaType, name, description(element)), element, place);
        };
    }

    private static String shortName(ValueType type) {
        String name = type.javaType().replaceAll("[a-z_0-9]+\\.", "").replaceAll("[^A-Za-z0-9]+", "_");
        return name.endsWith("_") ? name.substring(0, name.length() - 1) : name;
    }

    private static String description(TypeElement element) {
        Description description = element.getAnnotation(Description.class);
        return description == null ? "" : description.value();
    }

    private Optional<ValueType> record(String key, RecordOf record, TypeElement element, Place place,
            Map<Element, Use> arguments) {
        remember(key, record);
        depth++;
        if (depth > DEEPEST) {
            problems.add(place.element(), place.subject() + " nests records more than " + DEEPEST
                    + " deep; a generic record must not hold itself with ever new type arguments");
            return Optional.empty();
        }
        Set<String> names = new java.util.HashSet<>();
        for (RecordComponentElement component : element.getRecordComponents()) {
            String subject = "Component '" + component.getSimpleName() + "' of the record " + element.getSimpleName();
            memberReader.read(component, component.asType(), place.at(component, subject), arguments,
                    MemberReader.Role.COMPONENT).ifPresent(member -> {
                        record.members().add(member);
                        if (!names.add(member.jsonName())) {
                            problems.add(component, subject + " has the same JSON name '" + member.jsonName()
                                    + "' as another; give it another one in @Schema(name)");
                        }
                    });
        }
        depth--;
        return Optional.of(record);
    }

    private Optional<ValueType> union(String key, UnionOf union, TypeElement element, Place place) {
        remember(key, union);
        if (!element.getTypeParameters().isEmpty()) {
            problems.add(place.element(), place.subject() + " has the type " + element.getQualifiedName()
                    + ", a generic sealed interface; make the interface and its records without type parameters");
            return Optional.empty();
        }
        new UnionReader(this, problems).addCases(union, element, place);
        return Optional.of(union);
    }

    private Optional<ValueType> remember(String key, ValueType type) {
        declared.put(key, Optional.of(type));
        return Optional.of(type);
    }

    private static Optional<Use> scalar(ScalarKind kind, boolean nullable) {
        return Optional.of(new Use(new Scalar(kind), nullable));
    }

    private Optional<Use> unsupported(TypeMirror type, Place place) {
        problems.add(place.element(), SupportedTypes.problem(place.subject(), JavaNames.of(type)));
        return Optional.empty();
    }
}
