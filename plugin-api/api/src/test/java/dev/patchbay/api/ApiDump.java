package dev.patchbay.api;

import java.lang.annotation.Annotation;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.AnnotatedWildcardType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes types as text, one block a type, one line a member, sorted: the form in which a change of the API is reviewed.
 * What follows from a header is left out (a record's canonical constructor and accessors, {@code equals} and its like).
 */
final class ApiDump {
    private ApiDump() {}

    static String of(List<Class<?>> types) {
        return types.stream().map(ApiDump::block).collect(Collectors.joining("\n"))
                .replaceAll("\\bjava\\.lang\\.(?=[A-Z])", "");
    }

    static String block(Class<?> type) {
        return Stream.concat(Stream.of(header(type)), members(type).stream().sorted().map(line -> "    " + line))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String header(Class<?> type) {
        var line = new StringBuilder(marks(type.getDeclaredAnnotations())).append(modifiers(type))
                .append(type.getName())
                .append(typeParameters(type.getTypeParameters()));
        if (type.isRecord()) {
            line.append(Arrays.stream(type.getRecordComponents()).map(ApiDump::component)
                    .collect(Collectors.joining(", ", "(", ")")));
        }
        AnnotatedType parent = type.getAnnotatedSuperclass();
        if (parent != null && parent.getType() != Object.class && !type.isRecord() && !type.isEnum()) {
            line.append(" extends ").append(name(parent));
        }
        if (!type.isAnnotation()) {
            line.append(list(type.isInterface() ? " extends " : " implements ", names(type.getAnnotatedInterfaces())));
        }
        if (type.isSealed() && !type.isEnum()) {
            line.append(list(" permits ", Arrays.stream(type.getPermittedSubclasses()).map(Class::getName)));
        }
        return line.toString();
    }

    private static String modifiers(Class<?> type) {
        var words = new ArrayList<String>();
        int modifiers = type.getModifiers();
        boolean open = !type.isInterface() && !type.isRecord() && !type.isEnum();
        words.add(Modifier.isPublic(modifiers) ? "public" : "protected");
        if (open && Modifier.isAbstract(modifiers)) {
            words.add("abstract");
        }
        if (open && Modifier.isFinal(modifiers)) {
            words.add("final");
        }
        if (type.isSealed() && !type.isEnum()) {
            words.add("sealed");
        }
        words.add(kind(type));
        return String.join(" ", words) + " ";
    }

    private static String kind(Class<?> type) {
        if (type.isAnnotation()) {
            return "@interface";
        }
        if (type.isInterface()) {
            return "interface";
        }
        return type.isRecord() ? "record" : type.isEnum() ? "enum" : "class";
    }

    private static List<String> members(Class<?> type) {
        var lines = new ArrayList<String>();
        for (Field field : type.getDeclaredFields()) {
            if (visible(field.getModifiers()) && !field.isSynthetic()) {
                lines.add(field(field));
            }
        }
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (visible(constructor.getModifiers()) && !constructor.isSynthetic() && !canonical(type, constructor)) {
                lines.add(marks(constructor.getDeclaredAnnotations()) + access(constructor.getModifiers()) + "<init>"
                        + signature(constructor));
            }
        }
        for (Method method : type.getDeclaredMethods()) {
            if (visible(method.getModifiers()) && !method.isSynthetic() && !implied(type, method)) {
                lines.add(method(method));
            }
        }
        return lines;
    }

    private static String field(Field field) {
        String marks = marks(field.getDeclaredAnnotations());
        if (field.isEnumConstant()) {
            return marks + "constant " + field.getName();
        }
        int modifiers = field.getModifiers();
        return marks + access(modifiers) + (Modifier.isStatic(modifiers) ? "static " : "")
                + (Modifier.isFinal(modifiers) ? "final " : "") + name(field.getAnnotatedType()) + " " + field.getName()
                + constant(field);
    }

    /** A constant is copied into the classes that use it, so its value is part of the API. */
    private static String constant(Field field) {
        Class<?> type = field.getType();
        int wanted = Modifier.STATIC | Modifier.FINAL | Modifier.PUBLIC;
        if ((field.getModifiers() & wanted) != wanted || !(type.isPrimitive() || type == String.class)) {
            return "";
        }
        try {
            return " = " + value(field.get(null));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("cannot read " + field, e);
        }
    }

    private static String method(Method method) {
        int modifiers = method.getModifiers();
        boolean inInterface = method.getDeclaringClass().isInterface();
        String kind = Modifier.isStatic(modifiers) ? "static "
                : method.isDefault() ? "default "
                        : Modifier.isAbstract(modifiers) ? "abstract "
                                : Modifier.isFinal(modifiers)
                                        && !Modifier.isFinal(method.getDeclaringClass().getModifiers()) ? "final "
                                                : "";
        String variables = typeParameters(method.getTypeParameters());
        Object value = method.getDefaultValue();
        return marks(method.getDeclaredAnnotations()) + (inInterface ? "" : access(modifiers)) + kind
                + variables + (variables.isEmpty() ? "" : " ") + name(method.getAnnotatedReturnType()) + " "
                + method.getName() + signature(method) + (value == null ? "" : " default " + value(value));
    }

    private static String value(Object value) {
        return switch (value) {
            case String text -> '"' + text + '"';
            case Class<?> type -> type.getName();
            case Object[] several -> Arrays.stream(several).map(ApiDump::value)
                    .collect(Collectors.joining(", ", "{", "}"));
            default -> value.toString();
        };
    }

    private static String signature(Executable executable) {
        return names(executable.getAnnotatedParameterTypes()).collect(Collectors.joining(", ", "(", ")"))
                + list(" throws ", names(executable.getAnnotatedExceptionTypes()));
    }

    private static String component(RecordComponent component) {
        return name(component.getAnnotatedType()) + " " + component.getName();
    }

    private static boolean canonical(Class<?> type, Constructor<?> constructor) {
        return type.isRecord() && Arrays.equals(constructor.getParameterTypes(),
                Arrays.stream(type.getRecordComponents()).map(RecordComponent::getType).toArray(Class<?>[]::new));
    }

    private static boolean implied(Class<?> type, Method method) {
        String name = method.getName();
        return switch (method.getParameterCount()) {
            case 0 -> name.equals("hashCode") || name.equals("toString") || (type.isEnum() && name.equals("values"))
                    || (type.isRecord() && Arrays.stream(type.getRecordComponents())
                            .anyMatch(component -> component.getName().equals(name)));
            case 1 -> (name.equals("equals") && method.getParameterTypes()[0] == Object.class)
                    || (type.isEnum() && name.equals("valueOf"));
            default -> false;
        };
    }

    private static boolean visible(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    private static String access(int modifiers) {
        return Modifier.isPublic(modifiers) ? "public " : "protected ";
    }

    private static String marks(Annotation[] annotations) {
        return Arrays.stream(annotations).map(ApiDump::mark).filter(Objects::nonNull).sorted()
                .collect(Collectors.joining());
    }

    private static @Nullable String mark(Annotation annotation) {
        return switch (annotation) {
            case Stable ignored -> "@Stable ";
            case Internal ignored -> "@Internal ";
            case Preview preview -> "@Preview(" + preview.until() + ") ";
            case Deprecated deprecated -> deprecated.forRemoval() ? "@Deprecated(forRemoval) " : "@Deprecated ";
            case Target target -> "@Target(" + value(target.value()) + ") ";
            case Retention retention -> "@Retention(" + retention.value() + ") ";
            case Repeatable repeatable -> "@Repeatable(" + value(repeatable.value()) + ") ";
            default -> null;
        };
    }

    private static String typeParameters(TypeVariable<?>[] variables) {
        return variables.length == 0 ? ""
                : Arrays.stream(variables)
                        .map(variable -> variable.getName() + list(" extends ",
                                names(variable.getAnnotatedBounds())
                                        .filter(bound -> !bound.equals("java.lang.Object"))))
                        .collect(Collectors.joining(", ", "<", ">"));
    }

    private static Stream<String> names(AnnotatedType[] types) {
        return Arrays.stream(types).map(ApiDump::name);
    }

    private static String name(AnnotatedType type) {
        String mark = type.isAnnotationPresent(Nullable.class) ? "@Nullable " : "";
        return mark + switch (type) {
            case AnnotatedParameterizedType generic -> ((ParameterizedType) generic.getType())
                    .getRawType().getTypeName()
                    + names(generic.getAnnotatedActualTypeArguments()).collect(Collectors.joining(", ", "<", ">"));
            case AnnotatedArrayType array -> name(array.getAnnotatedGenericComponentType()) + "[]";
            case AnnotatedWildcardType wildcard -> "?"
                    + list(" super ", names(wildcard.getAnnotatedLowerBounds()))
                    + list(" extends ", names(wildcard.getAnnotatedUpperBounds())
                            .filter(bound -> !bound.equals("java.lang.Object")));
            default -> type.getType().getTypeName();
        };
    }

    private static String list(String prefix, Stream<String> names) {
        String joined = names.sorted().collect(Collectors.joining(", "));
        return joined.isEmpty() ? "" : prefix + joined;
    }
}
