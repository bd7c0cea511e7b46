using System.Collections.Immutable;
using Phoenix.Core.MarketData;

namespace Phoenix.Binance.Wire;

/// <summary>What a frame of a market-data connection turned out to be.</summary>
public enum MarketFrameKind
{
    /// <summary>Not understood; <see cref="MarketFrame.Reason"/> says why.</summary>
    Malformed,

    Depth,
    Ticker,
    Mark,
    Trade,

    /// <summary>Well formed and of no interest: an event type this program does not use.</summary>
    Ignored,

    /// <summary>The answer to a control request: done.</summary>
    Acknowledged,

    /// <summary>The answer to a control request: refused; <see cref="MarketFrame.Reason"/> says why.</summary>
    Refused,
}

/// <summary>One decoded frame of a market-data connection.</summary>
public readonly record struct MarketFrame
{
    private readonly object? _message;

    private MarketFrame(MarketFrameKind kind, object? message, long? request)
    {
        (Kind, _message, Request) = (kind, message, request);
    }

    public static MarketFrame Ignored => new(MarketFrameKind.Ignored, message: null, request: null);

    public MarketFrameKind Kind { get; }

    /// <summary>The request that a control answer belongs to; null when the venue left it out.</summary>
    public long? Request { get; }

    /// <summary>Not null exactly when the kind is <see cref="MarketFrameKind.Depth"/>.</summary>
    public DepthDiff? Depth => _message as DepthDiff;

    /// <summary>Not null exactly when the kind is <see cref="MarketFrameKind.Ticker"/>.</summary>
    public BookTicker? Ticker => _message as BookTicker;

    /// <summary>Not null exactly when the kind is <see cref="MarketFrameKind.Mark"/>.</summary>
    public MarkPrice? Mark => _message as MarkPrice;

    /// <summary>The names of a listing; null when the frame is not one.</summary>
    public ImmutableArray<string>? Listed => _message as ImmutableArray<string>?;

    /// <summary>Not null exactly when the kind is <see cref="MarketFrameKind.Trade"/>.</summary>
    public TradePrint? Trade => _message as TradePrint;

    /// <summary>Not null exactly when the kind is malformed or refused; for people, without secrets.</summary>
    public string? Reason => _message as string;

    internal static MarketFrame Of(DepthDiff diff) => new(MarketFrameKind.Depth, diff, request: null);

    internal static MarketFrame Of(BookTicker ticker) => new(MarketFrameKind.Ticker, ticker, request: null);

    internal static MarketFrame Of(MarkPrice mark) => new(MarketFrameKind.Mark, mark, request: null);

    internal static MarketFrame Of(TradePrint print) => new(MarketFrameKind.Trade, print, request: null);

    internal static MarketFrame Malformed(string reason) => new(MarketFrameKind.Malformed, reason, request: null);

    internal static MarketFrame Acknowledged(long? request, ImmutableArray<string> listed) =>
        new(MarketFrameKind.Acknowledged, listed.IsDefault ? null : listed, request);

    internal static MarketFrame Refused(long? request, string reason) =>
        new(MarketFrameKind.Refused, reason, request);
}
