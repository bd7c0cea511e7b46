using System.Collections.Immutable;
using Akka.Actor;
using Phoenix.Actors.Telemetry;
using Phoenix.Core.Primitives;

namespace Phoenix.Node.Hosting;

/// <summary>
/// Notices when the exchange's rules leave no symbol to quote: nothing would ever happen, so the run should end.
/// </summary>
internal sealed class LeftOutWatch : ReceiveActor
{
    private readonly SortedDictionary<Symbol, string> _leftOut = [];

    /// <param name="symbols">How many are to be quoted.</param>
    /// <param name="all">Completed when every one of them is left out.</param>
    public LeftOutWatch(int symbols, TaskCompletionSource<ImmutableArray<LeftOutSymbol>> all) =>
        Receive<SystemEvent.SymbolLeftOut>(left =>
        {
            _leftOut[left.Symbol] = left.Reason;
            if (_leftOut.Count == symbols)
            {
                all.TrySetResult([.. _leftOut.Select(pair => new LeftOutSymbol(pair.Key, pair.Value))]);
            }
        });
}
