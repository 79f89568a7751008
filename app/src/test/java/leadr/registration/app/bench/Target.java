package leadr.registration.app.bench;

import org.jspecify.annotations.Nullable;

/** What is measured against each other. */
enum Target {
    ROUTE(Kind.ROUTE, null),
    FLOOR_POSTGRES(Kind.FLOOR, Engine.POSTGRES),
    PRODUCT_POSTGRES(Kind.PRODUCT, Engine.POSTGRES),
    JAM_POSTGRES(Kind.JAM, Engine.POSTGRES),
    FLOOR_H2(Kind.FLOOR, Engine.H2),
    PRODUCT_H2(Kind.PRODUCT, Engine.H2),
    JAM_H2(Kind.JAM, Engine.H2);

    /** What answers. */
    enum Kind {
        /** A bare route: one request is a flow. */
        ROUTE("bare route"),
        FLOOR("floor"),
        PRODUCT("product"),
        /** The product, and everybody redeems the same jam code. */
        JAM("product, one jam code");

        private final String title;

        Kind(String title) {
            this.title = title;
        }
    }

    private final Kind kind;
    private final @Nullable Engine engine;

    Target(Kind kind, @Nullable Engine engine) {
        this.kind = kind;
        this.engine = engine;
    }

    Kind kind() {
        return kind;
    }

    /** Null when nothing is kept. */
    @Nullable Engine engine() {
        return engine;
    }

    String title() {
        return engine == null ? kind.title : kind.title + ", " + engine.title();
    }

    /** What this is compared with. */
    Target floor() {
        return of(Kind.FLOOR);
    }

    /** The same without the jam code. */
    Target product() {
        return of(Kind.PRODUCT);
    }

    private Target of(Kind wanted) {
        for (Target target : values()) {
            if (target.kind == wanted && target.engine == engine) {
                return target;
            }
        }
        return this;
    }
}
