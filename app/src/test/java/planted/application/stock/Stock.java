package planted.application.stock;

import planted.application.order.CancelOrder;

/** The other half of a cycle. */
public final class Stock {
    public CancelOrder cancel() {
        return new CancelOrder();
    }
}
