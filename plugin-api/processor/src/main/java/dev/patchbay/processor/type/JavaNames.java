package dev.patchbay.processor.type;

import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;

/** Names of Java elements as generated code and error messages need them. */
public final class JavaNames {
    private JavaNames() {}

    /** Returns a type as it is written in Java, qualified, without annotations. */
    public static String of(TypeMirror type) {
        return switch (type) {
            case ArrayType array -> of(array.getComponentType()) + "[]";
            case WildcardType wildcard -> {
                TypeMirror upper = wildcard.getExtendsBound();
                TypeMirror lower = wildcard.getSuperBound();
                yield upper != null ? "? extends " + of(upper) : lower != null ? "? super " + of(lower) : "?";
            }
            case DeclaredType declared -> {
                String name = ((TypeElement) declared.asElement()).getQualifiedName().toString();
                yield declared.getTypeArguments().isEmpty() ? name
                        : declared.getTypeArguments().stream().map(JavaNames::of)
                                .collect(Collectors.joining(", ", name + "<", ">"));
            }
            default -> {
                String text = type.toString();
                yield text.substring(text.lastIndexOf(' ') + 1);
            }
        };
    }

    /** Returns a name in snake_case: {@code listHTTPServers} is {@code list_http_servers}. */
    public static String snakeCase(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").replaceAll("([A-Z]+)([A-Z][a-z])", "$1_$2")
                .toLowerCase(Locale.ROOT);
    }

    /** Returns whether code in a package can name a type. */
    public static boolean isVisible(TypeElement type, PackageElement from) {
        boolean isSamePackage = packageOf(type).getQualifiedName().contentEquals(from.getQualifiedName());
        Element element = type;
        while (element.getKind() != ElementKind.PACKAGE) {
            boolean isHidden = element.getModifiers().contains(Modifier.PRIVATE);
            if (isHidden || (!isSamePackage && !element.getModifiers().contains(Modifier.PUBLIC))) {
                return false;
            }
            element = outer(element);
        }
        return true;
    }

    /** Returns the element around an element that is no package. */
    public static Element outer(Element element) {
        return Objects.requireNonNull(element.getEnclosingElement(), "a package");
    }

    /** Returns the package of an element. */
    public static PackageElement packageOf(Element element) {
        Element outer = element;
        while (outer.getKind() != ElementKind.PACKAGE) {
            outer = outer(outer);
        }
        return (PackageElement) outer;
    }
}
