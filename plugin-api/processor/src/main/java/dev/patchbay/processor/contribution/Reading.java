package dev.patchbay.processor.contribution;

import dev.patchbay.processor.type.JavaNames;
import dev.patchbay.processor.type.Place;
import dev.patchbay.processor.type.Problems;
import dev.patchbay.processor.type.TypeReader;
import java.util.List;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/**
 * What the readers of one class share.
 *
 * @param types of the compiler
 * @param elements of the compiler
 * @param problems where errors go
 * @param reader reads types for the package of the class
 */
record Reading(Types types, Elements elements, Problems problems, TypeReader reader) {
    static final String CALL = "dev.patchbay.api.call.Call";

    boolean is(TypeMirror type, String qualifiedName) {
        return type instanceof DeclaredType declared
                && ((TypeElement) declared.asElement()).getQualifiedName().contentEquals(qualifiedName);
    }

    boolean isAssignable(TypeMirror type, String qualifiedName) {
        TypeElement element = elements.getTypeElement(qualifiedName);
        return element != null && type.getKind() == TypeKind.DECLARED
                && types.isAssignable(types.erasure(type), types.erasure(element.asType()));
    }

    /** Returns whether a type is a list whose items are assignable to a type. */
    boolean isListOf(TypeMirror type, String qualifiedName) {
        if (!is(type, "java.util.List")) {
            return false;
        }
        List<? extends TypeMirror> arguments = ((DeclaredType) type).getTypeArguments();
        if (arguments.isEmpty()) {
            return false;
        }
        TypeMirror item = arguments.get(0);
        TypeMirror bound = item.getKind() == TypeKind.WILDCARD
                ? ((javax.lang.model.type.WildcardType) item).getExtendsBound()
                : item;
        return bound != null && isAssignable(bound, qualifiedName);
    }

    Place parameter(VariableElement parameter) {
        return new Place(parameter, "Parameter '" + parameter.getSimpleName() + "'", packageOf(parameter));
    }

    Place result(ExecutableElement method) {
        return new Place(method, "The result of method " + method.getSimpleName(), packageOf(method));
    }

    void describe(ExecutableElement method, String annotation, String description) {
        if (description.isBlank()) {
            problems.add(method, "Method " + method.getSimpleName() + " has a blank description in " + annotation
                    + "; say in a sentence what it does, for the model that reads it");
        }
    }

    private static PackageElement packageOf(javax.lang.model.element.Element element) {
        return JavaNames.packageOf(element);
    }
}
