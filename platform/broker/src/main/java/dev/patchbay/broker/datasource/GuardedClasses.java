package dev.patchbay.broker.datasource;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.AccessFlag;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.sql.Array;
import java.sql.Blob;
import java.sql.CallableStatement;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.NClob;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.Ref;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.RowId;
import java.sql.SQLWarning;
import java.sql.SQLXML;
import java.sql.Savepoint;
import java.sql.Statement;
import java.sql.Struct;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes the classes that stand between a plugin and a driver, one for each interface of JDBC, when it is first needed.
 * The interfaces have more than a thousand methods, and a JDK can add some; each is the same few instructions: enter the
 * session, take the driver's objects out of the arguments, call, leave, put a guarded object in place of the result. No
 * reflection is left in a call.
 */
final class GuardedClasses {
    /** Interfaces before those that they extend, each with the class that it is written below. */
    private static final List<Map.Entry<Class<?>, Class<? extends Guarded>>> KINDS = List.of(
            Map.entry(CallableStatement.class, GuardedStatement.class),
            Map.entry(PreparedStatement.class, GuardedStatement.class),
            Map.entry(Statement.class, GuardedStatement.class), Map.entry(ResultSet.class, GuardedResultSet.class),
            Map.entry(Connection.class, GuardedConnection.class),
            Map.entry(DatabaseMetaData.class, GuardedMetaData.class),
            Map.entry(ResultSetMetaData.class, GuardedOther.class),
            Map.entry(ParameterMetaData.class, GuardedOther.class), Map.entry(Array.class, GuardedOther.class),
            Map.entry(Blob.class, GuardedOther.class), Map.entry(NClob.class, GuardedOther.class),
            Map.entry(Clob.class, GuardedOther.class), Map.entry(SQLXML.class, GuardedOther.class),
            Map.entry(Ref.class, GuardedOther.class), Map.entry(Struct.class, GuardedOther.class),
            Map.entry(RowId.class, GuardedOther.class), Map.entry(Savepoint.class, GuardedOther.class));
    private static final Set<Class<?>> TYPES = KINDS.stream().map(Map.Entry::getKey).collect(Collectors.toSet());
    private static final Set<String> TAKE_SQL = Set.of("prepareStatement", "prepareCall", "execute", "executeQuery",
            "executeUpdate", "executeLargeUpdate", "addBatch");
    private static final Map<Class<?>, Guarded> PROTOTYPES = new ConcurrentHashMap<>();

    private static final ClassDesc GUARDED = desc(Guarded.class);
    private static final ClassDesc SESSION = desc(Session.class);
    private static final MethodTypeDesc NOTHING = MethodTypeDesc.of(ConstantDescs.CD_void);
    private static final MethodTypeDesc CONSTRUCTOR = MethodTypeDesc.of(ConstantDescs.CD_void, SESSION,
            ConstantDescs.CD_Object, GUARDED);

    private GuardedClasses() {}

    /** Returns the prototype for an object of a driver that is a part of JDBC. */
    static Guarded of(Object bare) {
        Guarded found = find(bare, Object.class);
        if (found == null) {
            throw new IllegalArgumentException(bare.getClass().getName() + " is no part of JDBC");
        }
        return found;
    }

    /** Finds it by what it is used as, since drivers have classes that are several: rows and what they say of themselves. */
    static @Nullable Guarded find(Object bare, Class<?> usedAs) {
        for (Map.Entry<Class<?>, Class<? extends Guarded>> kind : KINDS) {
            if (usedAs.isAssignableFrom(kind.getKey()) && kind.getKey().isInstance(bare)) {
                return PROTOTYPES.computeIfAbsent(kind.getKey(), type -> prototype(type, kind.getValue()));
            }
        }
        return null;
    }

    private static ClassDesc desc(Class<?> type) {
        return type.describeConstable().orElseThrow();
    }

    private static Guarded prototype(Class<?> type, Class<? extends Guarded> below) {
        try {
            Class<?> written = MethodHandles.lookup().defineClass(write(type, below));
            return (Guarded) written.getDeclaredConstructor(Session.class, Object.class, Guarded.class)
                    .newInstance(null, new Object(), null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] write(Class<?> type, Class<? extends Guarded> below) {
        ClassDesc self = ClassDesc.of(GuardedClasses.class.getPackageName(), "Guarded" + type.getSimpleName() + "$");
        Set<String> byHand = Arrays.stream(below.getMethods()).filter(each -> !Modifier.isAbstract(each.getModifiers())
                && each.getDeclaringClass() != Object.class && !each.getDeclaringClass().isInterface())
                .map(GuardedClasses::signature).collect(Collectors.toCollection(HashSet::new));
        return ClassFile.of().build(self, written -> {
            written.withFlags(AccessFlag.FINAL, AccessFlag.SYNTHETIC).withSuperclass(desc(below))
                    .withInterfaceSymbols(desc(type));
            written.withMethodBody(ConstantDescs.INIT_NAME, CONSTRUCTOR, 0, code -> code.aload(0).aload(1).aload(2)
                    .aload(3).invokespecial(desc(below), ConstantDescs.INIT_NAME, CONSTRUCTOR).return_());
            written.withMethodBody("another", CONSTRUCTOR.changeReturnType(GUARDED), 0, code -> code.new_(self).dup()
                    .aload(1).aload(2).aload(3).invokespecial(self, ConstantDescs.INIT_NAME, CONSTRUCTOR).areturn());
            for (Method method : type.getMethods()) {
                if (!Modifier.isStatic(method.getModifiers()) && byHand.add(signature(method))) {
                    written.withMethodBody(method.getName(), of(method), ClassFile.ACC_PUBLIC,
                            code -> delegate(code, type, method));
                }
            }
        });
    }

    private static String signature(Method method) {
        return method.getName() + of(method).descriptorString();
    }

    private static MethodTypeDesc of(Method method) {
        return MethodTypeDesc.of(desc(method.getReturnType()), Arrays.stream(method.getParameterTypes())
                .map(GuardedClasses::desc).toList());
    }

    private static CodeBuilder session(CodeBuilder code) {
        return code.aload(0).getfield(GUARDED, "session", SESSION);
    }

    private static void delegate(CodeBuilder code, Class<?> type, Method method) {
        Class<?>[] parameters = method.getParameterTypes();
        if (TAKE_SQL.contains(method.getName()) && parameters.length > 0 && parameters[0] == String.class) {
            session(code).aload(1).invokevirtual(SESSION, "sql",
                    MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_String));
        }
        session(code).invokevirtual(SESSION, "enter", NOTHING);
        TypeKind kind = TypeKind.from(method.getReturnType());
        boolean isVoid = kind == TypeKind.VOID;
        int result = isVoid ? -1 : code.allocateLocal(kind);
        code.trying(body -> {
            body.aload(0).getfield(GUARDED, "bare", ConstantDescs.CD_Object).checkcast(desc(type));
            for (int i = 0; i < parameters.length; i++) {
                argument(body, parameters[i], body.parameterSlot(i));
            }
            body.invokeinterface(desc(type), method.getName(), of(method));
            if (!isVoid) {
                body.storeLocal(kind, result);
            }
        }, failure -> failure.catching(desc(Throwable.class), handler -> {
            int thrown = handler.allocateLocal(TypeKind.REFERENCE);
            handler.astore(thrown);
            session(handler).aload(thrown).invokevirtual(SESSION, "failed",
                    MethodTypeDesc.of(desc(Throwable.class), desc(Throwable.class))).athrow();
        }));
        session(code).invokevirtual(SESSION, "exit", NOTHING);
        if (isVoid) {
            code.return_();
        } else if (isGuarded(method.getReturnType())) {
            session(code).aload(result).aload(0).loadConstant(desc(method.getReturnType())).invokevirtual(SESSION,
                    "wrap", MethodTypeDesc.of(ConstantDescs.CD_Object, ConstantDescs.CD_Object, GUARDED,
                            ConstantDescs.CD_Class))
                    .checkcast(desc(method.getReturnType())).areturn();
        } else {
            code.loadLocal(kind, result).return_(kind);
        }
    }

    private static void argument(CodeBuilder code, Class<?> type, int slot) {
        if (type == Object.class || TYPES.contains(type)) {
            session(code).aload(slot).invokevirtual(SESSION, "bare",
                    MethodTypeDesc.of(ConstantDescs.CD_Object, ConstantDescs.CD_Object)).checkcast(desc(type));
        } else {
            code.loadLocal(TypeKind.from(type), slot);
        }
    }

    private static boolean isGuarded(Class<?> type) {
        return type == Object.class || type == Object[].class || type == SQLWarning.class || TYPES.contains(type);
    }
}
