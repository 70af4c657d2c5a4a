package dev.patchbay.agent;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A check at the head of a method of the JDK.
 *
 * @param type the class
 * @param method the name of the method
 * @param parameters what its descriptor begins with; all of that name if it is {@code (}
 * @param check the method of {@link Checks}
 * @param given what the check gets
 * @param replaces the parameter that becomes what the check returns, 0 for none
 */
record Hook(String type, String method, String parameters, String check, List<Given> given, int replaces) {
    /** One argument of a check. */
    sealed interface Given {
        /** The object whose method it is, or one of its parameters, counted from 1. */
        record Slot(int index, String as) implements Given {}

        /** A field of the object. */
        record Field(String name, String type, String as) implements Given {}

        /** A text. */
        record Text(String text) implements Given {}

        /** The descriptor of the parameter that the check has for it. */
        default String descriptor() {
            return switch (this) {
                case Slot slot -> slot.as();
                case Field field -> field.as();
                case Text _ -> "Ljava/lang/String;";
            };
        }
    }

    boolean fits(String name, String descriptor) {
        return method.equals(name) && descriptor.startsWith(parameters);
    }

    String checkDescriptor(@Nullable String returned) {
        StringBuilder descriptor = new StringBuilder("(");
        given.forEach(each -> descriptor.append(each.descriptor()));
        return descriptor.append(')').append(returned == null ? "V" : returned).toString();
    }

    @Override
    public String toString() {
        return type + "." + method;
    }
}
