namespace Phoenix.Soak.Sockets;

/// <summary>How the program looked from outside at one moment.</summary>
/// <param name="Sockets">All of the process: those to the exchange, the exchange's ends of them, and REST.</param>
/// <param name="Quoted">Symbols with an order that rests at the exchange.</param>
internal readonly record struct Sample(TimeSpan At, double Mib, int Threads, int Sockets, int Quoted);

/// <summary>One fault and what became of it.</summary>
/// <param name="Detected">From the fault to the first look that missed a quote; null if none did.</param>
/// <param name="Recovered">From the fault's end to quotes in every symbol.</param>
/// <param name="Outage">How long not every symbol was quoted.</param>
internal sealed record FaultNote(
    TimeSpan At, string Verb, string Target, TimeSpan? Detected, TimeSpan Recovered, TimeSpan Outage);
