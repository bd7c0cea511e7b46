using FsCheck;
using FsCheck.Fluent;
using Phoenix.Binance.Tests.Fakes;
using Phoenix.Binance.Wire;

namespace Phoenix.Binance.Tests.Wire;

/// <summary>
/// Goal: no bytes whatsoever make a codec throw or run for ever. Method: cut each sample at every length, and flip
/// bytes of it at random; a cut one must also be told from a whole one.
/// </summary>
public sealed class DamagedFrameSpecs
{
    private static readonly Config Seeded = Config.QuickThrowOnFailure.WithMaxTest(5_000).WithReplay(20261122, 11);

    private static readonly byte[][] Frames =
    [
        Samples.Bytes("depth_2021.json"), Samples.Bytes("depth_2026.json"), Samples.Bytes("ticker_2026.json"),
        Samples.Bytes("mark_2026.json"), Samples.Bytes("depth_snapshot.json"),
        Samples.Bytes("account_update_docs.json"), Samples.Bytes("order_update_docs.json"),
        Samples.Bytes("order_place_reply.json"),
        Samples.Bytes("open_orders.json"), Samples.Bytes("user_trades.json"), Samples.Bytes("position_risk.json"),
        Samples.Bytes("exchange_info.json"), .. Samples.Lines("user_ethusdc_2026.jsonl"),
    ];

    private static readonly InstrumentRegistry Instruments = Contracts.Registry();

    [Fact]
    public void A_truncated_stream_frame_is_malformed()
    {
        var decoder = new MarketFrameDecoder(Instruments);
        foreach (var frame in Frames[..4])
        {
            for (var length = 0; length < frame.Length; length++)
            {
                decoder.Decode(frame.AsSpan(0, length)).Kind.ShouldBe(MarketFrameKind.Malformed);
            }
        }
    }

    [Fact]
    public void A_truncated_user_event_is_malformed()
    {
        var decoder = new UserFrameDecoder(Instruments);
        foreach (var frame in Samples.Lines("user_ethusdc_2026.jsonl"))
        {
            for (var length = 0; length < frame.Length; length++)
            {
                decoder.Decode(frame.AsSpan(0, length)).ShouldBeOfType<UserFrame.Malformed>();
            }
        }
    }

    [Fact]
    public void Flipped_bytes_never_make_a_codec_throw() =>
        Prop.ForAll(
            Gen.Choose(0, Frames.Length - 1).ToArbitrary(),
            Gen.Choose(0, int.MaxValue).ArrayOf(3).ToArbitrary(),
            Gen.Elements("{}[]\",:\\-.09eE\0\n\u00ff".ToCharArray()).ArrayOf(3).ToArbitrary(),
            (sample, places, letters) =>
            {
                var frame = Frames[sample].ToArray();
                foreach (var (place, letter) in places.Zip(letters))
                {
                    frame[place % frame.Length] = (byte)letter;
                }

                DecodeAsEverything(frame);
                return true;
            }).Check(Seeded);

    private static void DecodeAsEverything(byte[] frame)
    {
        var grid = Contracts.Grid("BTCUSDT");
        new MarketFrameDecoder(Instruments).Decode(frame);
        new UserFrameDecoder(Instruments).Decode(frame);
        SnapshotDecoder.Decode(frame, grid);
        OrderReportDecoder.Decode(frame, Instruments.Table);
        OrderReportDecoder.DecodeList(frame, Instruments.Table);
        TradeListDecoder.Decode(frame, Instruments.Table);
        PositionDecoder.Decode(frame, grid);
        ExchangeInfoDecoder.Decode(frame);
        ExchangeInfoDecoder.DecodeLimits(frame);
        SmallReplies.DecodeError(frame);
        SmallReplies.DecodeListenKey(frame);
        SmallReplies.DecodeServerTime(frame);
        SmallReplies.DecodeObject(frame);
        TradingReply.Read(frame);
    }
}
