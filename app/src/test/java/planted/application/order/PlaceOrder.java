package planted.application.order;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import org.slf4j.LoggerFactory;
import planted.adapter.jpa.OrderRow;
import planted.application.stock.Stock;

/** A use case that is not final, knows an adapter, logs, and looks at the clock itself; and a half of a cycle. */
@SuppressWarnings("JavaUtilDate")
public class PlaceOrder {
    public Instant execute() {
        LoggerFactory.getLogger(PlaceOrder.class).info("placed");
        System.out.println("placed");
        return Instant.now();
    }

    OrderRow row() {
        return new OrderRow();
    }

    Stock stock() {
        return new Stock();
    }

    Clock clock() {
        return Clock.systemUTC();
    }

    InstantSource source() {
        return InstantSource.system();
    }

    long nanos() {
        return System.nanoTime();
    }

    Date old() {
        return new Date();
    }
}
