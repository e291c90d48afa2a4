using Overtone.Catalog.AttackedModels;
using Overtone.Catalog.Audit;
using Overtone.Catalog.BallAverage;
using Overtone.Catalog.ContinuousViewpoint;
using Overtone.Catalog.DefendedModels;
using Overtone.Catalog.FourierFeatures;
using Overtone.Catalog.FourierRobustness.AttackSpectra;
using Overtone.Catalog.FourierRobustness.Corruptions;
using Overtone.Catalog.FourierRobustness.FilteredTraining;
using Overtone.Catalog.FourierRobustness.FogNoise;
using Overtone.Catalog.FourierRobustness.HeatMaps;
using Overtone.Catalog.FourierRobustness.ImageStatistics;
using Overtone.Catalog.FourierRobustness.NoiseBands;
using Overtone.Catalog.FourierRobustness.PlantedBands;
using Overtone.Catalog.FrequencyPrinciple.Filtering;
using Overtone.Catalog.FrequencyPrinciple.Images;
using Overtone.Catalog.FrequencyPrinciple.OneDimension;
using Overtone.Catalog.FrequencyPrinciple.Parity;
using Overtone.Catalog.LinearFrequencyPrinciple;
using Overtone.Catalog.PiecewiseLinear;
using Overtone.Catalog.Poisson;
using Overtone.Catalog.PostAveraging.Adaptive;
using Overtone.Catalog.PostAveraging.Oblivious;
using Overtone.Catalog.PostAveraging.Spectra;
using Overtone.Catalog.SmallWeights;
using Overtone.Catalog.SpectralBias.Capacity;
using Overtone.Catalog.SpectralBias.KernelBasis;
using Overtone.Catalog.SpectralBias.Manifold;
using Overtone.Catalog.SpectralBias.NoisyLabels;
using Overtone.Catalog.SpectralBias.Perturbation;
using Overtone.Catalog.SpectralBias.RbfEigenvectors;
using Overtone.Catalog.SpectralBias.Sines;
using Overtone.Catalog.TrainedNetworks;
using Overtone.Catalog.TrainingSpectra;
using Overtone.Catalog.TrainingStages;
using Overtone.Studies;

namespace Overtone.Catalog;

/// <summary>All studies, in the order in which they are listed.</summary>
public static class StudyCatalog
{
    /// <summary>The name that stands for the demonstration in the place of a training of one's own.</summary>
    public const string DemonstrationTraining = SpectrumOptions.Demonstration;

    /// <summary>Which frequencies a training of one's own has learned.</summary>
    public static Study Spectrum { get; } = new SpectrumStudy();

    /// <summary>The model that stands for the demonstration in the place of one's own.</summary>
    public const string DemonstrationModel = AuditOptions.Demonstration;

    /// <summary>Which frequencies a classifier of one's own needs, and which break it.</summary>
    public static Study Audit { get; } = ModelAudit.Instance;

    /// <summary>How hard a classifier of one's own is to break within a bound.</summary>
    public static Study Attack { get; } = AttackedModelStudy.Instance;

    /// <summary>What a defence around a classifier of one's own is worth.</summary>
    public static Study Defence { get; } = DefendedModelStudy.Instance;

    /// <summary>Trains classifiers.</summary>
    public static Study Training { get; } = TrainedNetworksStudy.Instance;

    /// <summary>The studies.</summary>
    public static IReadOnlyList<Study> All { get; } =
    [
        new FrequencyPrincipleImages(),
        new FrequencyPrinciple1d(),
        new FrequencyPrincipleFiltering(),
        new FrequencyPrincipleParity(),
        new SmallWeightGradients(),
        new TrainingStagesStudy(),
        new SpectralBiasSines(),
        new SpectralBiasPerturbation(),
        new SpectralBiasNoisyLabels(),
        new SpectralBiasKernelBasis(),
        new RbfEigenvectorsStudy(),
        new SpectralBiasManifold(),
        new SpectralBiasCapacity(),
        new LinearFrequency1d(),
        new LinearFrequencyXor(),
        new LinearFrequencyDynamics(),
        new LinearFrequencyWidth(),
        new LinearFrequencyGeneralization(),
        new ReluTransform(),
        new LinearRegions(),
        new BallAverageStudy(),
        new DnnVersusJacobi(),
        new ContinuousViewpointStudy(),
        new FourierFeaturesStudy(),
        new FilteredTraining(),
        new ImageStatisticsStudy(),
        new RegimeHeatMaps(),
        new RegimeNoise(),
        new RegimeCorruptions(),
        new FogNoiseStudy(),
        new RegimeAttackSpectra(),
        new PlantedBandsStudy(),
        new RegimeSheetStudy(),
        new PostAveragingStudy(),
        new PostAveragingAdaptive(),
        new DefenceSpectra(),
        Audit,
        Attack,
        Defence,
        Training,
        Spectrum,
    ];
}
