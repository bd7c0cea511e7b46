using System.Collections.Immutable;
using Phoenix.Venue.Market;

namespace Phoenix.Venue.Accounts;

/// <summary>What an account has in one contract: leverage, margin type, the ledgers of both position modes.</summary>
internal sealed class AccountContract
{
    internal AccountContract(SymbolMarket market, int leverage)
    {
        Market = market;
        Brackets = LeverageBrackets.Of(market.Contract.Symbol);
        Leverage = Math.Clamp(leverage, 1, Brackets.MaxLeverage);
        Both = new PositionLedger(market.Contract.Rules);
        Ledgers =
        [
            Both,
            new PositionLedger(market.Contract.Rules, PositionSide.Long),
            new PositionLedger(market.Contract.Rules, PositionSide.Short),
        ];
    }

    internal SymbolMarket Market { get; }

    internal LeverageBrackets Brackets { get; }

    internal int Leverage { get; set; }

    /// <summary>Whether each position has a wallet of its own.</summary>
    internal bool IsIsolated { get; set; }

    internal PositionLedger Both { get; }

    /// <summary>One-way first, then LONG and SHORT.</summary>
    internal ImmutableArray<PositionLedger> Ledgers { get; }

    internal string Asset => Market.Contract.Rules.MarginAsset;

    internal bool IsFlat
    {
        get
        {
            foreach (var ledger in Ledgers)
            {
                if (!ledger.Position.IsFlat) return false;
            }

            return true;
        }
    }

    /// <summary>The largest position allowed at the leverage in force.</summary>
    internal decimal MaxNotional => Brackets.CapAt(Leverage);

    internal PositionLedger Ledger(PositionSide side) => Ledgers[(int)side];

    internal decimal InitialMargin(PositionLedger ledger) => decimal.Round(
        Math.Abs(ledger.NotionalAt(Market.MarkPrice)) / Leverage, PositionLedger.Decimals);

    internal decimal MaintenanceMargin(PositionLedger ledger) => decimal.Round(
        Brackets.Maintenance(Math.Abs(ledger.NotionalAt(Market.MarkPrice))), PositionLedger.Decimals);

    internal decimal Unrealized(PositionLedger ledger) => decimal.Round(
        ledger.UnrealizedAt(Market.MarkPrice), PositionLedger.Decimals);
}
