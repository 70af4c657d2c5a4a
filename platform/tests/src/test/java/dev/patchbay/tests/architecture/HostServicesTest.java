package dev.patchbay.tests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.api.PluginContext;
import dev.patchbay.api.call.Call;
import dev.patchbay.api.call.CallLogger;
import dev.patchbay.api.call.Caller;
import dev.patchbay.api.call.Cancellation;
import dev.patchbay.api.call.ClientCapabilities;
import dev.patchbay.api.call.Progress;
import dev.patchbay.api.grant.FileAccess;
import dev.patchbay.api.grant.HttpAccess;
import dev.patchbay.api.grant.ToolAccess;
import dev.patchbay.api.input.Answers;
import dev.patchbay.api.resource.ResourceChanges;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What the host gives a plugin takes and returns values or small interfaces, so that a child process can serve it one
 * day. Here stand the exceptions, each with its reason.
 */
class HostServicesTest {
    private static final List<Class<?>> SERVICES = List.of(PluginContext.class, Call.class, Caller.class,
            Cancellation.class, Progress.class, CallLogger.class, ClientCapabilities.class, Answers.class,
            ResourceChanges.class, HttpAccess.class, FileAccess.class, ToolAccess.class);

    private static final Map<String, String> EXCEPTIONS = new TreeMap<>(Map.of("Call.once",
            "the work runs on the plugin's side, only its JSON value crosses", "Cancellation.onCancel",
            "the action runs on the plugin's side, only the signal crosses", "PluginContext.datasource",
            "connectors speak JDBC; a child process would get a driver that speaks to the host",
            "PluginContext.readOnlyDatasource", "the same, of which the host keeps that it only reads",
            "PluginContext.publish",
            "the definitions cross as data, the handlers stay on the plugin's side and are called by name"));

    @Test
    void everyServiceTakesAndReturnsValuesOrOtherServices() {
        List<String> found = new ArrayList<>();
        for (Class<?> service : SERVICES) {
            for (Method method : service.getDeclaredMethods()) {
                Stream.concat(Arrays.stream(method.getGenericParameterTypes()),
                        Stream.of(method.getGenericReturnType())).filter(type -> !crosses(type))
                        .forEach(type -> found.add(service.getSimpleName() + "." + method.getName()));
            }
        }

        assertThat(found).containsExactlyInAnyOrderElementsOf(EXCEPTIONS.keySet());
    }

    private static boolean crosses(Type type) {
        return switch (type) {
            case Class<?> plain -> crosses(plain);
            case ParameterizedType generic -> Set.of(Map.class, List.class, Set.class, Optional.class, Collection.class)
                    .contains(generic.getRawType())
                    && Arrays.stream(generic.getActualTypeArguments()).allMatch(HostServicesTest::crosses);
            case WildcardType wildcard -> Arrays.stream(wildcard.getUpperBounds()).allMatch(HostServicesTest::crosses);
            case GenericArrayType array -> crosses(array.getGenericComponentType());
            case TypeVariable<?> variable -> false;
            default -> false;
        };
    }

    private static boolean crosses(Class<?> type) {
        boolean isValueOfTheJdk = type.isPrimitive() || type == String.class || type == Object.class
                || type == Double.class || type == byte[].class || type.getName().startsWith("java.time.");
        boolean isValueOfTheApi = type.getName().startsWith("dev.patchbay.api.") && (type.isRecord() || type.isEnum()
                || type.isSealed() || isImmutableValue(type));
        return isValueOfTheJdk || isValueOfTheApi || SERVICES.contains(type);
    }

    /** Final classes whose fields are all final are values as well, if none of them holds code. */
    private static boolean isImmutableValue(Class<?> type) {
        return Modifier.isFinal(type.getModifiers()) && Arrays.stream(type.getDeclaredFields())
                .allMatch(field -> Modifier.isFinal(field.getModifiers())
                        && !field.getGenericType().getTypeName().contains("Handler")
                        && !field.getGenericType().getTypeName().contains("Contribution"));
    }
}
