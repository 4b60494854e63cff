using FinTracer.Reporting.Wording;
using FinTracer.Tracking;
using FinTracer.Verdicts;

namespace FinTracer.Reporting.Json;

/// <summary>The words that a record of a connection has, as JSON text.</summary>
sealed class ContractWords
{
    public WordTexts<Role> Roles { get; } = new(Words.Of);

    public WordTexts<Vantage> Vantages { get; } = new(Words.Of);

    public WordTexts<CloseKind> Kinds { get; } = new(Words.Of);

    public WordTexts<ActiveCloser> Closers { get; } = new(Words.Of);

    public WordTexts<Confidence> Confidences { get; } = new(Words.Of);

    public WordTexts<TimeWaitEnding> Endings { get; } = new(Words.Of);

    public WordTexts<TcpState> States { get; } = new(Words.Of);

    public WordTexts<ResetMode> Modes { get; } = new(Words.Of);

    public WordTexts<ResetCause> Causes { get; } = new(Words.Of);

    public WordTexts<ResetDetail> Details { get; } = new(Words.Of);

    public WordTexts<ResetEffect> Effects { get; } = new(Words.Of);

    public WordTexts<LateSegmentKind> LateKinds { get; } = new(Words.Of);

    public WordTexts<LateSegmentAnswer> Answers { get; } = new(Words.Of);
}
