package dev.patchbay.testkit;

import dev.patchbay.broker.SecretSource;
import dev.patchbay.protocol.json.JsonException;
import dev.patchbay.protocol.json.JsonLimits;
import dev.patchbay.protocol.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** What {@link PatchbayTest} does: starts a host when a test asks for it, and checks at the end that nothing is left. */
final class PatchbayExtension implements ParameterResolver, AfterEachCallback {
    private static final Namespace NAMESPACE = Namespace.create(PatchbayExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == TestClient.class || type == TestHost.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        TestHost host = running(context);
        return parameter.getParameter().getType() == TestHost.class ? host : host.client();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        TestHost host = context.getStore(NAMESPACE).remove(TestHost.class, TestHost.class);
        if (host != null) {
            boolean passed = context.getExecutionException().isEmpty();
            host.close();
            if (passed && settings(context).leakCheck()) {
                host.assertUnloaded();
            }
        }
    }

    private static TestHost running(ExtensionContext context) {
        return context.getStore(NAMESPACE).getOrComputeIfAbsent(TestHost.class,
                type -> start(context.getRequiredTestClass(), settings(context)), TestHost.class);
    }

    private static TestHost start(Class<?> testClass, PatchbayTest settings) {
        Optional<String> namespace = settings.namespace().length == 0 ? Optional.empty()
                : Optional.of(settings.namespace()[0]);
        return TestHost.start(testClass, namespace, configuration(settings.configuration()),
                secrets(settings.secrets()));
    }

    private static Map<String, String> secrets(String[] written) {
        Map<String, String> variables = new HashMap<>();
        for (String each : written) {
            int equals = each.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("A secret of @PatchbayTest is written name=value");
            }
            variables.put(SecretSource.variable(each.substring(0, equals)), each.substring(equals + 1));
        }
        return variables;
    }

    private static Map<String, Object> configuration(String json) {
        try {
            return new JsonReader(JsonLimits.GENEROUS).readObject(json.getBytes(StandardCharsets.UTF_8));
        } catch (JsonException e) {
            throw new IllegalArgumentException("The configuration of @PatchbayTest is no JSON object: " + json, e);
        }
    }

    private static PatchbayTest settings(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(context.getTestMethod(), PatchbayTest.class)
                .or(() -> AnnotationSupport.findAnnotation(context.getRequiredTestClass(), PatchbayTest.class,
                        context.getEnclosingTestClasses()))
                .orElseThrow();
    }
}
