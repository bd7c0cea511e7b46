using Phoenix.Core.Orders;
using Phoenix.Core.Primitives;

namespace Phoenix.Binance.Wire;

/// <summary>Reads the order object of an <c>ORDER_TRADE_UPDATE</c>.</summary>
internal static class OrderEventDecoder
{
    /// <summary>Null after a fault. The event time is not part of the object and is left unset.</summary>
    public static OrderUpdate? Read(ref JsonScanner json, InstrumentTable instruments)
    {
        if (!json.FindInstrument("s"u8, instruments, out var grid))
        {
            return null;
        }

        var order = default(Fields);
        for (var more = json.EnterObject(); more && json.NextProperty(out var name);)
        {
            if (!order.ReadOrder(ref json, name, grid) && !order.ReadExecution(ref json, name, grid))
            {
                json.SkipValue();
            }
        }

        if (json.Fault is not null || !order.IsComplete)
        {
            json.Fail("an order event lacks c, S, x, X or i");
            return null;
        }

        return new OrderUpdate(order.ToReport(grid.Symbol), order.Execution, order.ToFill(grid), default);
    }

    private struct Fields
    {
        private ClientOrderId _clientOrderId;
        private Side _side;
        private Price _price;
        private Quantity _original;
        private Quantity _executed;
        private OrderStatus _status;
        private long _orderId;
        private VenueTime _time;
        private Quantity _lastQuantity;
        private Price _lastPrice;
        private long _tradeId;
        private decimal _commission;
        private string? _commissionAsset;
        private decimal _realized;
        private bool _isMaker;

        public ExecutionType Execution { get; private set; }

        public readonly bool IsComplete =>
            _clientOrderId != default && _side != default && Execution != default
            && _status != default && _orderId != 0;

        public bool ReadOrder(ref JsonScanner json, ReadOnlySpan<byte> name, InstrumentGrid grid)
        {
            switch (name)
            {
                case [(byte)'c']:
                    json.ReadClientOrderId(out _clientOrderId);
                    return true;
                case [(byte)'S']:
                    json.ReadSide(out _side);
                    return true;
                case [(byte)'q']:
                    json.ReadQuantity(grid, out _original);
                    return true;
                case [(byte)'p']:
                    json.ReadPrice(grid, out _price);
                    return true;
                case [(byte)'X']:
                    json.ReadStatus(out _status);
                    return true;
                case [(byte)'i']:
                    json.ReadInteger(out _orderId);
                    return true;
                case [(byte)'z']:
                    json.ReadQuantity(grid, out _executed);
                    return true;
                case [(byte)'T']:
                    json.ReadTime(out _time);
                    return true;
                default:
                    return false;
            }
        }

        public bool ReadExecution(ref JsonScanner json, ReadOnlySpan<byte> name, InstrumentGrid grid)
        {
            switch (name)
            {
                case [(byte)'x']:
                    json.ReadText(out var word);
                    Execution = Words.ToExecution(word);
                    return true;
                case [(byte)'l']:
                    json.ReadQuantity(grid, out _lastQuantity);
                    return true;
                case [(byte)'L']:
                    json.ReadPrice(grid, out _lastPrice);
                    return true;
                case [(byte)'t']:
                    json.ReadInteger(out _tradeId);
                    return true;
                case [(byte)'n']:
                    json.ReadDecimal(out _commission);
                    return true;
                case [(byte)'N']:
                    _commissionAsset = ReadAsset(ref json);
                    return true;
                case [(byte)'m']:
                    json.ReadFlag(out _isMaker);
                    return true;
                case [(byte)'r', (byte)'p']:
                    json.ReadDecimal(out _realized);
                    return true;
                default:
                    return false;
            }
        }

        public readonly OrderReport ToReport(Symbol symbol) => new()
        {
            Symbol = symbol,
            ClientOrderId = _clientOrderId,
            OrderId = new OrderId(_orderId),
            Side = _side,
            Price = _price,
            Original = _original,
            Executed = _executed,
            Status = _status,
            UpdateTime = _time,
        };

        /// <summary>
        /// A liquidation (<c>CALCULATED</c>) moves the position like a trade and carries a fill as well.
        /// </summary>
        public readonly Fill? ToFill(InstrumentGrid grid) =>
            Execution is ExecutionType.Trade or ExecutionType.Calculated && _tradeId != 0 && !_lastQuantity.IsZero
                ? new Fill
                {
                    Symbol = grid.Symbol,
                    TradeId = new TradeId(_tradeId),
                    OrderId = new OrderId(_orderId),
                    Side = _side,
                    Price = _lastPrice,
                    Quantity = _lastQuantity,
                    Commission = _commission,
                    CommissionAsset = _commissionAsset ?? grid.Instrument.MarginAsset,
                    RealizedPnl = _realized,
                    IsMaker = _isMaker,
                    Time = _time,
                }
                : null;

        private static string? ReadAsset(ref JsonScanner json)
        {
            if (json.Peek() == 'n')
            {
                json.SkipValue();
                return null;
            }

            return json.ReadString();
        }
    }
}
