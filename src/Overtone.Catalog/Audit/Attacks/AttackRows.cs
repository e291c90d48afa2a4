using Overtone.Studies.Tables;

namespace Overtone.Catalog.Audit.Attacks;

/// <summary>An attacked image; the norm's name, and what bounds it.</summary>
[Table("attack_answers")]
internal sealed record AttackAnswer(
    string Attack, string Norm, double Epsilon, int Image, bool WasWrong, bool Broken, bool WrongAfterRounding, double Distance,
    [Unit("logits")] double Margin, bool HasGradient);

/// <summary>An image under the black-box attack, and the queries that broke it: 0 where it was wrong before, −1 for none.</summary>
[Table("fourier_attack_answers")]
internal sealed record FourierAttackAnswer(double Norm, int Image, int Queries, string FirstFrequency);

/// <summary>What was not measured for want of a gradient; the norm of an attack, else empty.</summary>
[Table("without_gradient")]
internal sealed record MissingGradient(string Part, string Norm, string Reason);

/// <summary>What an attack leaves of the accuracy.</summary>
[Table("attacks")]
internal sealed record AttackRate(
    string Attack, double Epsilon, int Images, double CleanAccuracy, double Accuracy, double AccuracyAfterRounding, double MeanDistance,
    [Unit("logits")] double MeanMargin);

/// <summary>How often a wave of a norm breaks images that are right as they are.</summary>
[Table("fourier_attack")]
internal sealed record FourierAttackRate(
    string Attack, double Norm, double SuccessRate, double StandardError, int Images, double MeanQueries, string FirstFrequency);
