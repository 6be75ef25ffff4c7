// Made by `make types` from /openapi.json: change the models of server/api instead.

export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * AchievementOut
         * @example {
         *       "description": "You have held one pose for sixty seconds.",
         *       "earned_on": "2026-03-04",
         *       "id": "a_minute",
         *       "target": 60,
         *       "title": "A whole minute in one pose",
         *       "value": 60
         *     }
         */
        AchievementOut: {
            /** Id */
            id: string;
            /** Title */
            title: string;
            /** Description */
            description: string;
            /** Target */
            target: number;
            /** Value */
            value: number;
            /** Earned On */
            earned_on: string | null;
        };
        /** Analysis */
        Analysis: {
            /** Success */
            success: boolean;
            /** Pose Detected */
            pose_detected: boolean;
            /** Score */
            score: number;
            /** Feedback */
            feedback: string[];
            /** Message */
            message: string;
            /** Error */
            error: string | null;
            /** Angles */
            angles?: {
                [key: string]: number;
            } | null;
            /** Metrics */
            metrics?: {
                [key: string]: number;
            } | null;
            /** Pose Name */
            pose_name: string;
            /**
             * Skill Level
             * @enum {string}
             */
            skill_level: "beginner" | "intermediate" | "advanced";
            /**
             * Analysis Type
             * @enum {string}
             */
            analysis_type: "specific_pose" | "batch_analysis";
            /** Pose Id */
            pose_id?: string | null;
            /** Side */
            side?: ("left" | "right") | null;
            film?: components["schemas"]["FilmOut"] | null;
            /** Picture */
            picture?: string | null;
        };
        /**
         * Analytics
         * @description Of the library and the service; nothing of its users.
         */
        Analytics: {
            /** Total Poses Supported */
            total_poses_supported: number;
            /** Pose Categories */
            pose_categories: {
                [key: string]: string[];
            };
            /** Difficulty Levels */
            difficulty_levels: ("beginner" | "intermediate" | "advanced")[];
            /** Poses By Difficulty */
            poses_by_difficulty: {
                [key: string]: string[];
            };
            /** Analysis Features */
            analysis_features: string[];
            /** Total Cues */
            total_cues: number;
            /** Total Flows */
            total_flows: number;
            /** Languages */
            languages: string[];
        };
        /** Answer[GoalOut] */
        Answer_GoalOut_: {
            /**
             * Success
             * @default true
             * @constant
             */
            success: true;
            data: components["schemas"]["GoalOut"];
            /** Message */
            message: string;
        };
        /** Answer[Leaderboard] */
        Answer_Leaderboard_: {
            /**
             * Success
             * @default true
             * @constant
             */
            success: true;
            data: components["schemas"]["Leaderboard"];
            /** Message */
            message: string;
        };
        /** Answer[Movement] */
        Answer_Movement_: {
            /**
             * Success
             * @default true
             * @constant
             */
            success: true;
            data: components["schemas"]["Movement"];
            /** Message */
            message: string;
        };
        /** Answer[Now] */
        Answer_Now_: {
            /**
             * Success
             * @default true
             * @constant
             */
            success: true;
            data: components["schemas"]["Now"];
            /** Message */
            message: string;
        };
        /** Answer[PreferencesOut] */
        Answer_PreferencesOut_: {
            /**
             * Success
             * @default true
             * @constant
             */
            success: true;
            data: components["schemas"]["PreferencesOut"];
            /** Message */
            message: string;
        };
        /** Answer[ProgressOut] */
        Answer_ProgressOut_: {
            /**
             * Success
             * @default true
             * @constant
             */
            success: true;
            data: components["schemas"]["ProgressOut"];
            /** Message */
            message: string;
        };
        /** Answer[SessionDetail] */
        Answer_SessionDetail_: {
            /**
             * Success
             * @default true
             * @constant
             */
            success: true;
            data: components["schemas"]["SessionDetail"];
            /** Message */
            message: string;
        };
        /** Answer[StatisticsOut] */
        Answer_StatisticsOut_: {
            /**
             * Success
             * @default true
             * @constant
             */
            success: true;
            data: components["schemas"]["StatisticsOut"];
            /** Message */
            message: string;
        };
        /** Answer[Timeline] */
        Answer_Timeline_: {
            /**
             * Success
             * @default true
             * @constant
             */
            success: true;
            data: components["schemas"]["Timeline"];
            /** Message */
            message: string;
        };
        /** Answer[list[AchievementOut]] */
        Answer_list_AchievementOut__: {
            /**
             * Success
             * @default true
             * @constant
             */
            success: true;
            /** Data */
            data: components["schemas"]["AchievementOut"][];
            /** Message */
            message: string;
        };
        /** Answer[list[GoalOut]] */
        Answer_list_GoalOut__: {
            /**
             * Success
             * @default true
             * @constant
             */
            success: true;
            /** Data */
            data: components["schemas"]["GoalOut"][];
            /** Message */
            message: string;
        };
        /** Answer[list[PosePointOut]] */
        Answer_list_PosePointOut__: {
            /**
             * Success
             * @default true
             * @constant
             */
            success: true;
            /** Data */
            data: components["schemas"]["PosePointOut"][];
            /** Message */
            message: string;
        };
        /**
         * Asked
         * @example {
         *       "by": "mail",
         *       "message": "If there is an account with this address, a letter with a link is on its way to it.",
         *       "success": true
         *     }
         */
        Asked: {
            /**
             * Success
             * @default true
             * @constant
             */
            success: true;
            /**
             * By
             * @enum {string}
             */
            by: "mail" | "operator";
            /** Message */
            message: string;
        };
        /** Batch */
        Batch: {
            /** Batch Results */
            batch_results: components["schemas"]["Analysis"][];
            /** Total Poses */
            total_poses: number;
            /** Successful */
            successful: number;
            /** Failed */
            failed: number;
        };
        /**
         * BestIn
         * @description Where the joints were at the best moment, as the page has kept it.
         */
        BestIn: {
            /** Pose Id */
            pose_id: string;
            /** Aspect */
            aspect: number;
            /** Landmarks */
            landmarks: number[][];
        };
        /** BestMoment */
        BestMoment: {
            /** Pose Id */
            pose_id: string;
            /** Score */
            score: number;
            /** At S */
            at_s: number | null;
            /** Landmarks */
            landmarks: [
                number,
                number,
                number,
                number
            ][];
        };
        /** Body_analyze_api_analyze__pose_name__post */
        Body_analyze_api_analyze__pose_name__post: {
            /**
             * Video
             * @description A film or a picture.
             */
            video: string;
            /**
             * Skill Level
             * @description How strictly to score.
             * @default beginner
             * @enum {string}
             */
            skill_level: "beginner" | "intermediate" | "advanced";
        };
        /** Body_batch_analyze_api_batch_analyze_post */
        Body_batch_analyze_api_batch_analyze_post: {
            /**
             * Videos
             * @description Films and pictures.
             */
            videos: string[];
            /**
             * Pose Names
             * @description The pose of each, in the same order.
             */
            pose_names: string[];
            /**
             * Skill Level
             * @description How strictly to score.
             * @default beginner
             * @enum {string}
             */
            skill_level: "beginner" | "intermediate" | "advanced";
        };
        /** Body_begin_api_analyses_post */
        Body_begin_api_analyses_post: {
            /**
             * Video
             * @description A film or a picture.
             */
            video: string;
            /**
             * Pose Name
             * @description Where it is left out, or empty, the pose is recognised.
             * @default
             */
            pose_name: string;
            /**
             * Skill Level
             * @description How strictly to score.
             * @default beginner
             * @enum {string}
             */
            skill_level: "beginner" | "intermediate" | "advanced";
        };
        /**
         * ClassIn
         * @example {
         *       "avoid": [
         *         "knees"
         *       ],
         *       "focus": "hips",
         *       "level": "beginner",
         *       "minutes": 15
         *     }
         */
        ClassIn: {
            /** Minutes */
            minutes: number;
            /**
             * Level
             * @default beginner
             * @enum {string}
             */
            level: "beginner" | "intermediate" | "advanced";
            /**
             * Focus
             * @default all_round
             * @enum {string}
             */
            focus: "all_round" | "balance" | "strength" | "hips" | "back" | "legs" | "calm";
            /** Avoid */
            avoid?: ("knees" | "wrists" | "shoulders" | "neck" | "back" | "blood_pressure" | "pregnancy")[];
            /**
             * Safety Only
             * @default false
             */
            safety_only: boolean;
            /**
             * Seed
             * @default 0
             */
            seed: number;
        };
        /**
         * ClassOut
         * @example {
         *       "duration_s": 893,
         *       "focus": "hips",
         *       "level": "intermediate",
         *       "minutes": 15,
         *       "name": "Hips, 15 minutes",
         *       "seed": 0,
         *       "steps": [
         *         {
         *           "breaths": 8,
         *           "hold_s": 40,
         *           "instead": [],
         *           "name": "Half Pigeon",
         *           "optional": false,
         *           "part": "peak",
         *           "pose": "pigeon",
         *           "side": "right",
         *           "silent": false
         *         }
         *       ]
         *     }
         */
        ClassOut: {
            /** Name */
            name: string;
            /** Minutes */
            minutes: number;
            /**
             * Level
             * @enum {string}
             */
            level: "beginner" | "intermediate" | "advanced";
            /**
             * Focus
             * @enum {string}
             */
            focus: "all_round" | "balance" | "strength" | "hips" | "back" | "legs" | "calm";
            /** Seed */
            seed: number;
            /** Duration S */
            duration_s: number;
            /** Steps */
            steps: components["schemas"]["ClassStepOut"][];
        };
        /** ClassStepOut */
        ClassStepOut: {
            /** Pose */
            pose: string;
            /** Name */
            name: string;
            /** Side */
            side?: ("left" | "right") | null;
            /** Breath */
            breath?: ("in" | "out") | null;
            /** Hold S */
            hold_s: number;
            /** Breaths */
            breaths: number;
            /** Instead */
            instead: string[];
            /** Optional */
            optional: boolean;
            /** Silent */
            silent: boolean;
            /** Say */
            say?: string | null;
            /**
             * Part
             * @enum {string}
             */
            part: "arrive" | "warm_up" | "peak" | "counter" | "cool_down" | "rest";
        };
        /**
         * Confirmation
         * @example {
         *       "token": "7.1790000000.YWRhQGV4YW1wbGUuY29t.signature"
         *     }
         */
        Confirmation: {
            /** Token */
            token: string;
        };
        /** CueOut */
        CueOut: {
            /** T */
            t: number;
            /** Id */
            id: string;
            /** Text */
            text: string;
        };
        /** Done */
        Done: {
            /**
             * Success
             * @default true
             * @constant
             */
            success: true;
            /** Message */
            message: string;
        };
        /**
         * EmailChange
         * @example {
         *       "email": "ada@example.com",
         *       "password": "password123"
         *     }
         */
        EmailChange: {
            /**
             * Email
             * Format: email
             */
            email: string;
            /** Password */
            password: string;
        };
        /**
         * EmailChanged
         * @example {
         *       "changed": false,
         *       "message": "A letter is on its way to the new address; it counts once you open the link in it.",
         *       "success": true
         *     }
         */
        EmailChanged: {
            /**
             * Success
             * @default true
             * @constant
             */
            success: true;
            /** Changed */
            changed: boolean;
            /** Message */
            message: string;
        };
        /**
         * Ending
         * @description How a session came to its end.
         * @enum {string}
         */
        Ending: "completed" | "interrupted" | "idle" | "limit" | "engine_failed" | "server_stopped" | "recovered";
        /** EntryOut */
        EntryOut: {
            /** Rank */
            rank: number;
            /** Display Name */
            display_name: string;
            /** Minutes */
            minutes: number;
            /** Sessions */
            sessions: number;
            /** You */
            you: boolean;
        };
        /** Failure */
        Failure: {
            /** Code */
            code: string;
            /** Detail */
            detail: string;
        };
        /**
         * Farewell
         * @description Something that cannot be taken back asks for the password.
         * @example {
         *       "password": "password123"
         *     }
         */
        Farewell: {
            /** Password */
            password: string;
        };
        /** FieldError */
        FieldError: {
            /** Loc */
            loc: (string | number)[];
            /** Msg */
            msg: string;
        };
        /** Figure */
        Figure: {
            /** Pose Id */
            pose_id: string;
            /** Side */
            side: ("left" | "right") | null;
            /** View */
            view: string;
            /** Names */
            names: string[];
            /** Front */
            front: [
                number,
                number,
                number
            ][];
            /** From Side */
            from_side: [
                number,
                number,
                number
            ][];
        };
        /**
         * FilmOut
         * @description A film over its whole length.
         */
        FilmOut: {
            /** Duration S */
            duration_s: number;
            /** Frames */
            frames: number;
            /** Frames With Body */
            frames_with_body: number;
            /** Mean Score */
            mean_score: number | null;
            /** Best Score */
            best_score: number | null;
            /** Best At S */
            best_at_s: number;
            /** Holds */
            holds: components["schemas"]["HoldOut"][];
            /** Cues */
            cues: components["schemas"]["CueOut"][];
            /** Scores */
            scores: (number | null)[];
        };
        /**
         * FlowOut
         * @example {
         *       "level": "beginner",
         *       "minutes": 12,
         *       "name": "Gentle Back Care, 12 minutes",
         *       "of": 27,
         *       "rounds": 1,
         *       "sanskrit": "",
         *       "sided_rounds": false,
         *       "steps": [
         *         {
         *           "breath": "out",
         *           "breaths": 1,
         *           "hold_s": 0,
         *           "instead": [],
         *           "name": "Cat Pose",
         *           "optional": false,
         *           "pose": "cat",
         *           "say": "exhale_cat",
         *           "silent": false
         *         }
         *       ],
         *       "views": [
         *         "front",
         *         "side"
         *       ]
         *     }
         */
        FlowOut: {
            /** Name */
            name: string;
            /** Sanskrit */
            sanskrit: string;
            /**
             * Level
             * @enum {string}
             */
            level: "beginner" | "intermediate" | "advanced";
            /** Minutes */
            minutes: number;
            /** Rounds */
            rounds: number;
            /** Sided Rounds */
            sided_rounds: boolean;
            /** Of */
            of: number;
            /** Views */
            views: ("front" | "side")[];
            /** Steps */
            steps: components["schemas"]["StepOut"][];
        };
        /**
         * FlowSummary
         * @description How a flow went, as far as it was done.
         */
        FlowSummary: {
            /** Id */
            id: string | null;
            /** Name */
            name: string;
            /** Ending */
            ending: ("finished" | "stopped") | null;
            /** Of */
            of: number;
            /** Done */
            done: number;
            /** Held S */
            held_s: number;
            /** Score */
            score: number | null;
            /** Steps */
            steps: components["schemas"]["StepResult"][];
        };
        /**
         * Forgotten
         * @example {
         *       "email": "ada@example.org"
         *     }
         */
        Forgotten: {
            /** Email */
            email: string;
        };
        /**
         * GoalIn
         * @example {
         *       "kind": "hold",
         *       "pose": "tree",
         *       "target": 60
         *     }
         */
        GoalIn: {
            /**
             * Kind
             * @enum {string}
             */
            kind: "days" | "minutes" | "hold";
            /** Target */
            target: number;
            /** Pose */
            pose?: string | null;
        };
        /** GoalOut */
        GoalOut: {
            /** Id */
            id: number;
            /**
             * Kind
             * @enum {string}
             */
            kind: "days" | "minutes" | "hold";
            /** Target */
            target: number;
            /** Pose Id */
            pose_id: string | null;
            /** Pose Name */
            pose_name: string | null;
            /** Created At */
            created_at: string;
            /** Value */
            value: number;
            /** Met */
            met: boolean;
            /** Met At */
            met_at: string | null;
            /** Weeks In A Row */
            weeks_in_a_row: number | null;
        };
        /** Greeting */
        Greeting: {
            /** Message */
            message: string;
        };
        /**
         * GuestSession
         * @example {
         *       "ended_at": "2026-03-04T12:00:00Z",
         *       "summary": {
         *         "duration_s": 95.5,
         *         "ending": "completed",
         *         "holds": [
         *           {
         *             "hold_s": 31,
         *             "pose_id": "tree",
         *             "pose_name": "Tree Pose",
         *             "side": "left",
         *             "start_s": 12
         *           }
         *         ],
         *         "mean_score": 84,
         *         "session": "6f1f3f0e-6d5c-4c4e-9d0e-0f6d3c1b2a10"
         *       }
         *     }
         */
        GuestSession: {
            summary: components["schemas"]["SummaryIn"];
            /**
             * Ended At
             * Format: date-time
             */
            ended_at: string;
            best?: components["schemas"]["BestIn"] | null;
        };
        /** HTTPValidationError */
        HTTPValidationError: {
            /** Detail */
            detail?: components["schemas"]["ValidationError"][];
        };
        /** Health */
        Health: {
            /**
             * Status
             * @default healthy
             * @constant
             */
            status: "healthy";
            /** Message */
            message: string;
            /** Timestamp */
            timestamp: string;
            /** Available Poses */
            available_poses: number;
            /** Poses */
            poses: string[];
        };
        /** HoldIn */
        HoldIn: {
            /** Pose Id */
            pose_id: string;
            /** Pose Name */
            pose_name: string;
            /** Side */
            side?: ("left" | "right") | null;
            /** Start S */
            start_s: number;
            /** Hold S */
            hold_s: number;
            /** Mean Score */
            mean_score?: number | null;
            /** Best Score */
            best_score?: number | null;
            /**
             * Fixed
             * @default []
             */
            fixed: string[];
            /**
             * Open
             * @default []
             */
            open: string[];
        };
        /** HoldOut */
        HoldOut: {
            /** Pose Id */
            pose_id: string;
            /** Pose Name */
            pose_name: string;
            /** Side */
            side: ("left" | "right") | null;
            /** Start S */
            start_s: number;
            /** Hold S */
            hold_s: number;
            /** Score */
            score: number | null;
            /** Best */
            best: number | null;
        };
        /** Information */
        Information: {
            /** Message */
            message: string;
            /** Version */
            version: string;
            /** Supported Poses */
            supported_poses: string[];
            /** Endpoints */
            endpoints: {
                [key: string]: string;
            };
        };
        /** JobList */
        JobList: {
            /**
             * Success
             * @default true
             * @constant
             */
            success: true;
            /** Data */
            data: components["schemas"]["JobOut"][];
            /**
             * Message
             * @default Your analyses.
             */
            message: string;
        };
        /**
         * JobOut
         * @description An upload that is worked on in the background.
         */
        JobOut: {
            /** Id */
            id: string;
            /**
             * State
             * @enum {string}
             */
            state: "working" | "done" | "failed" | "cancelled";
            /** Seconds */
            seconds: number;
            /** Duration S */
            duration_s: number | null;
            /** Created At */
            created_at: string;
            /** Expires At */
            expires_at: string;
            result?: components["schemas"]["Analysis"] | null;
            error?: components["schemas"]["Failure"] | null;
        };
        /**
         * Leaderboard
         * @example {
         *       "entries": [
         *         {
         *           "display_name": "Ada",
         *           "minutes": 84.5,
         *           "rank": 1,
         *           "sessions": 6,
         *           "you": true
         *         }
         *       ],
         *       "period": "week",
         *       "since_at": "2026-03-02T00:00:00Z",
         *       "you": {
         *         "display_name": "Ada",
         *         "minutes": 84.5,
         *         "rank": 1,
         *         "sessions": 6,
         *         "you": true
         *       }
         *     }
         */
        Leaderboard: {
            /**
             * Period
             * @enum {string}
             */
            period: "week" | "month" | "all";
            /** Since At */
            since_at: string | null;
            /** Entries */
            entries: components["schemas"]["EntryOut"][];
            you: components["schemas"]["EntryOut"] | null;
        };
        /**
         * Load
         * @example {
         *       "busy": 0.41,
         *       "busy_limit": 0.85,
         *       "engine": "blazepose",
         *       "limit": 32,
         *       "loop_lag_s": 0.002,
         *       "sessions": 3,
         *       "stopping": false,
         *       "uploads": 0
         *     }
         */
        Load: {
            /** Sessions */
            sessions: number;
            /** Limit */
            limit: number;
            /** Engine */
            engine: string;
            /** Busy */
            busy: number;
            /** Busy Limit */
            busy_limit: number;
            /** Loop Lag S */
            loop_lag_s: number;
            /** Uploads */
            uploads: number;
            /** Stopping */
            stopping: boolean;
        };
        /**
         * LoggedIn
         * @example {
         *       "access_token": "header.payload.signature",
         *       "email": "ada@example.org",
         *       "expires_in": 1800,
         *       "fullname": "Ada Lovelace",
         *       "refresh_token": "login.0.signature",
         *       "token_type": "bearer",
         *       "user_id": 7
         *     }
         */
        LoggedIn: {
            /** Access Token */
            access_token: string;
            /**
             * Token Type
             * @default bearer
             * @constant
             */
            token_type: "bearer";
            /** User Id */
            user_id: number;
            /** Fullname */
            fullname: string;
            /** Email */
            email: string;
            /** Expires In */
            expires_in: number;
            /** Refresh Token */
            refresh_token: string | null;
        };
        /**
         * Login
         * @description No rule of length: whoever has a password may use it.
         * @example {
         *       "email": "ada@example.org",
         *       "password": "password123"
         *     }
         */
        Login: {
            /** Email */
            email: string;
            /** Password */
            password: string;
        };
        /** Logout */
        Logout: {
            /**
             * Everywhere
             * @default false
             */
            everywhere: boolean;
        };
        /**
         * Me
         * @example {
         *       "created_at": "2026-03-04 12:00:00",
         *       "dob": "1990-05-17",
         *       "email": "ada@example.org",
         *       "fullname": "Ada Lovelace",
         *       "role": "operator",
         *       "sex": "female",
         *       "user_id": 7
         *     }
         */
        Me: {
            /** Fullname */
            fullname: string;
            /** Email */
            email: string;
            /** Sex */
            sex: string;
            /** Dob */
            dob: string;
            /** Created At */
            created_at: string;
            /** User Id */
            user_id: number;
            /** Role */
            role: "operator" | null;
        };
        /** MessageOut */
        MessageOut: {
            /** Text */
            text: string;
            /** Short */
            short: string;
        };
        /** MessagesOut */
        MessagesOut: {
            /** Language */
            language: string;
            /** Reviewed */
            reviewed: boolean;
            /** Languages */
            languages: string[];
            /** Cues */
            cues: {
                [key: string]: {
                    [key: string]: components["schemas"]["MessageOut"];
                };
            };
            /** Praise */
            praise: {
                [key: string]: components["schemas"]["MessageOut"];
            };
            /** Notices */
            notices: {
                [key: string]: components["schemas"]["MessageOut"];
            };
            /** Poses */
            poses: {
                [key: string]: {
                    [key: string]: components["schemas"]["MessageOut"];
                };
            };
            /** Says */
            says: {
                [key: string]: components["schemas"]["MessageOut"];
            };
            /** Flow */
            flow: {
                [key: string]: components["schemas"]["MessageOut"];
            };
            /** Flows */
            flows: {
                [key: string]: components["schemas"]["MessageOut"];
            };
        };
        /** MomentOut */
        MomentOut: {
            /** T */
            t: number;
            /** Points */
            points: [
                number,
                number,
                number,
                number
            ][];
        };
        /**
         * Movement
         * @example {
         *       "kept_until_at": "2026-06-02T12:00:00Z",
         *       "moments": [],
         *       "next_s": 60,
         *       "rate_hz": 10,
         *       "session_id": 7
         *     }
         */
        Movement: {
            /** Session Id */
            session_id: number;
            /**
             * Rate Hz
             * @default 10
             */
            rate_hz: number;
            /** Kept Until At */
            kept_until_at: string | null;
            /** Moments */
            moments: components["schemas"]["MomentOut"][];
            /** Next S */
            next_s: number | null;
        };
        /** Now */
        Now: {
            /** Practices */
            practices: components["schemas"]["Practice"][];
            load: components["schemas"]["Load"];
        };
        /** Page[list[SessionOut]] */
        Page_list_SessionOut__: {
            /**
             * Success
             * @default true
             * @constant
             */
            success: true;
            /** Data */
            data: components["schemas"]["SessionOut"][];
            /** Message */
            message: string;
            /** Next Before */
            next_before: number | null;
        };
        /**
         * PasswordChange
         * @example {
         *       "new_password": "a better password",
         *       "password": "password123"
         *     }
         */
        PasswordChange: {
            /** Password */
            password: string;
            /** New Password */
            new_password: string;
        };
        /**
         * Picture
         * @example {
         *       "image": "data:image/jpeg;base64,/9j/4AAQSkZJRg==",
         *       "skill_level": "beginner"
         *     }
         */
        Picture: {
            /**
             * Image
             * @description JPEG, PNG, WebP or HEIC in base64, or as a `data:` URL.
             */
            image: string;
            /**
             * Skill Level
             * @default beginner
             * @enum {string}
             */
            skill_level: "beginner" | "intermediate" | "advanced";
        };
        /** PoseAnalysis */
        PoseAnalysis: {
            /**
             * Analyzer Type
             * @default enhanced_hybrid
             * @constant
             */
            analyzer_type: "enhanced_hybrid";
            /** Description */
            description: string;
            /** Supported Poses */
            supported_poses: string[];
            /** Detection Methods */
            detection_methods: {
                [key: string]: string;
            };
            /** Features */
            features: string[];
            /** Engine */
            engine: string;
            /** Skill Levels */
            skill_levels: ("beginner" | "intermediate" | "advanced")[];
        };
        /** PoseIn */
        PoseIn: {
            /** Pose Name */
            pose_name: string;
            /** Accuracy */
            accuracy: number;
            /** Feedback */
            feedback?: string[];
            /** Improvements */
            improvements?: string[];
        };
        /** PoseInfo */
        PoseInfo: {
            /** Pose Name */
            pose_name: string;
            /** Display Name */
            display_name: string;
            /** Description */
            description: string;
            /** Analyzer Available */
            analyzer_available: boolean;
            /**
             * Difficulty
             * @enum {string}
             */
            difficulty: "beginner" | "intermediate" | "advanced";
            /** Difficulty Rank */
            difficulty_rank: number;
            /** Sanskrit */
            sanskrit: string;
            /** Aliases */
            aliases: string[];
            /** Category */
            category: string;
            /** Steps */
            steps: string[];
            /** Sided */
            sided: boolean;
            /** Lead */
            lead: string;
            /**
             * View
             * @enum {string}
             */
            view: "any" | "front" | "side";
            /** Hold S */
            hold_s: number;
            /** Breaths */
            breaths: number;
            /** Drishti */
            drishti: string;
            /** Safety */
            safety: string;
            /** Safety Only */
            safety_only: boolean;
            /** Faults */
            faults: string[];
            /** Language */
            language: string;
            /** Reviewed */
            reviewed: boolean;
        };
        /**
         * PoseOut
         * @description One pose; in a streamed session one hold.
         */
        PoseOut: {
            /** Pose Name */
            pose_name: string;
            /** Accuracy */
            accuracy: number;
            /** Feedback */
            feedback: string[];
            /** Improvements */
            improvements: string[];
            /** Timestamp */
            timestamp: string;
            /** Pose Id */
            pose_id: string | null;
            /** Side */
            side: ("left" | "right") | null;
            /** Start S */
            start_s: number | null;
            /** Hold S */
            hold_s: number | null;
            /** Score */
            score: number | null;
            /** Best */
            best: number | null;
        };
        /**
         * PosePointOut
         * @example {
         *       "at": "2026-03-04T12:00:00Z",
         *       "hold_s": 31,
         *       "level": "beginner",
         *       "score": 84.2,
         *       "session_id": 7,
         *       "side": "left"
         *     }
         */
        PosePointOut: {
            /** At */
            at: string;
            /** Session Id */
            session_id: number;
            /** Score */
            score: number | null;
            /** Hold S */
            hold_s: number | null;
            /** Side */
            side: ("left" | "right") | null;
            /** Level */
            level: ("beginner" | "intermediate" | "advanced") | null;
        };
        /** PoseReading */
        PoseReading: {
            /** Success */
            success: boolean;
            /** Pose Detected */
            pose_detected: string | null;
            /** Confidence */
            confidence: number;
            /**
             * Detection Method
             * @enum {string}
             */
            detection_method: "hybrid" | "none";
            /** Detection Details */
            detection_details: {
                [key: string]: {
                    [key: string]: unknown;
                };
            };
            /** Feedback */
            feedback: string[];
            /** Score */
            score: number;
            /** Timestamp */
            timestamp: string;
            /**
             * Skill Level
             * @enum {string}
             */
            skill_level: "beginner" | "intermediate" | "advanced";
            /**
             * Analysis Type
             * @default enhanced_hybrid
             * @constant
             */
            analysis_type: "enhanced_hybrid";
            /** Message */
            message: string;
            /** Pose Name */
            pose_name: string | null;
            /** Side */
            side: ("left" | "right") | null;
            /** Angles */
            angles: {
                [key: string]: number;
            };
            /** Landmarks */
            landmarks: number[][] | null;
        };
        /**
         * PoseRecordOut
         * @example {
         *       "best_score": 95,
         *       "last_at": "2026-03-04T12:00:00Z",
         *       "longest_hold_s": 42.5,
         *       "mean_score": 84.2,
         *       "pose_id": "tree",
         *       "times": 12
         *     }
         */
        PoseRecordOut: {
            /** Pose Id */
            pose_id: string;
            /** Times */
            times: number;
            /** Mean Score */
            mean_score: number | null;
            /** Best Score */
            best_score: number | null;
            /** Longest Hold S */
            longest_hold_s: number | null;
            /** Last At */
            last_at: string;
        };
        /** PoseSummary */
        PoseSummary: {
            /** Name */
            name: string;
            /** Description */
            description: string;
            /**
             * Difficulty
             * @enum {string}
             */
            difficulty: "beginner" | "intermediate" | "advanced";
            /** Difficulty Rank */
            difficulty_rank: number;
            /** Sanskrit */
            sanskrit: string;
            /** Category */
            category: string;
            /** Sided */
            sided: boolean;
            /**
             * View
             * @enum {string}
             */
            view: "any" | "front" | "side";
            /** Hold S */
            hold_s: number;
            /** Aliases */
            aliases: string[];
            /** Language */
            language: string;
            /** Safety Only */
            safety_only: boolean;
        };
        /**
         * Practice
         * @example {
         *       "duration_s": 95.5,
         *       "frames_dropped": 12,
         *       "frames_scored": 1320,
         *       "frames_seen": 1400,
         *       "id": "6f1f3f0e-6d5c-4c4e-9d0e-0f6d3c1b2a10",
         *       "level": "beginner",
         *       "pose_id": "tree",
         *       "silent_s": 0.1,
         *       "source": "video",
         *       "state": "live",
         *       "user_id": 7
         *     }
         */
        Practice: {
            /** Id */
            id: string;
            /** User Id */
            user_id: number | null;
            /**
             * State
             * @enum {string}
             */
            state: "opening" | "live" | "away" | "closing" | "closed";
            /**
             * Source
             * @enum {string}
             */
            source: "jpeg" | "video" | "landmarks";
            /** Pose Id */
            pose_id: string | null;
            /**
             * Level
             * @enum {string}
             */
            level: "beginner" | "intermediate" | "advanced";
            /** Duration S */
            duration_s: number;
            /** Frames Seen */
            frames_seen: number;
            /** Frames Scored */
            frames_scored: number;
            /** Frames Dropped */
            frames_dropped: number;
            /** Silent S */
            silent_s: number;
        };
        /**
         * PreferencesIn
         * @description What is left out stays as it is; null takes a choice back.
         * @example {
         *       "display_name": "Ada",
         *       "keep_landmarks": false,
         *       "time_zone": "Europe/Paris",
         *       "units": "metric"
         *     }
         */
        PreferencesIn: {
            /** Time Zone */
            time_zone?: string | null;
            /**
             * Units
             * @default metric
             * @enum {string}
             */
            units: "metric" | "imperial";
            /** Language */
            language?: string | null;
            /**
             * Keep Landmarks
             * @default false
             */
            keep_landmarks: boolean;
            /** Display Name */
            display_name?: string | null;
        };
        /**
         * PreferencesOut
         * @example {
         *       "display_name": "Ada",
         *       "keep_landmarks": false,
         *       "language": "en",
         *       "time_zone": "Europe/Paris",
         *       "units": "metric"
         *     }
         */
        PreferencesOut: {
            /** Time Zone */
            time_zone: string | null;
            /**
             * Units
             * @enum {string}
             */
            units: "metric" | "imperial";
            /** Language */
            language: string | null;
            /** Keep Landmarks */
            keep_landmarks: boolean;
            /** Display Name */
            display_name: string | null;
        };
        /**
         * Problem
         * @example {
         *       "code": "not_found",
         *       "detail": "There is no such session.",
         *       "status": 404,
         *       "title": "Not Found",
         *       "type": "about:blank"
         *     }
         */
        Problem: {
            /**
             * Type
             * @default about:blank
             * @constant
             */
            type: "about:blank";
            /** Title */
            title: string;
            /** Status */
            status: number;
            /** Detail */
            detail: string;
            /** Code */
            code: string;
            /** Errors */
            errors?: components["schemas"]["FieldError"][] | null;
        };
        /**
         * Profile
         * @description What is left out stays as it is.
         * @example {
         *       "dob": "1990-05-17",
         *       "fullname": "Ada King",
         *       "sex": "female"
         *     }
         */
        Profile: {
            /**
             * Fullname
             * @default
             */
            fullname: string;
            /**
             * Sex
             * @default other
             * @enum {string}
             */
            sex: "male" | "female" | "other";
            /**
             * Dob
             * Format: date
             * @default
             */
            dob: string;
        };
        /** ProgressOut */
        ProgressOut: {
            /** Weeks */
            weeks: components["schemas"]["WeekOut"][];
            /** Poses */
            poses: components["schemas"]["PoseRecordOut"][];
        };
        /** Ready */
        Ready: {
            /**
             * Status
             * @default ready
             * @constant
             */
            status: "ready";
            /** Sessions */
            sessions: number;
        };
        /**
         * Refresh
         * @description The page leaves the token out: its browser sends it as a cookie.
         */
        Refresh: {
            /** Refresh Token */
            refresh_token?: string | null;
        };
        /**
         * Reset
         * @example {
         *       "new_password": "a better password",
         *       "token": "7.1790000000..signature"
         *     }
         */
        Reset: {
            /** Token */
            token: string;
            /** New Password */
            new_password: string;
        };
        /** SessionDetail */
        SessionDetail: {
            /** Id */
            id: number;
            /** User Id */
            user_id: number;
            /** Date */
            date: string;
            /** Duration */
            duration: number;
            /** Avg Accuracy */
            avg_accuracy: number;
            /** Total Poses */
            total_poses: number;
            /** Poses */
            poses: components["schemas"]["PoseOut"][];
            /**
             * State
             * @enum {string}
             */
            state: "live" | "away" | "closed";
            /** Public Id */
            public_id: string | null;
            /** Started At */
            started_at: string | null;
            /** Ended At */
            ended_at: string | null;
            ending: components["schemas"]["Ending"] | null;
            /** Duration S */
            duration_s: number | null;
            /** Best Score */
            best_score: number | null;
            /** Best Pose Id */
            best_pose_id: string | null;
            /** Frames Seen */
            frames_seen: number | null;
            /** Frames Scored */
            frames_scored: number | null;
            /** Frames Dropped */
            frames_dropped: number | null;
            /** Cues Given */
            cues_given: number | null;
            /** Cues Fixed */
            cues_fixed: number | null;
            /** Level */
            level: ("beginner" | "intermediate" | "advanced") | null;
            /** Expected Pose Id */
            expected_pose_id: string | null;
            /** Source */
            source: ("jpeg" | "video" | "landmarks") | null;
            /** Scores */
            scores: (number | null)[] | null;
            /** Best Landmarks */
            best_landmarks: [
                number,
                number,
                number,
                number
            ][] | null;
            /** Aspect */
            aspect: number | null;
            /** Flows */
            flows: components["schemas"]["FlowSummary"][];
        };
        /**
         * SessionIn
         * @description A practice that another client has watched.
         * @example {
         *       "avg_accuracy": 87.5,
         *       "duration": 15,
         *       "poses": [
         *         {
         *           "accuracy": 87.5,
         *           "feedback": [
         *             "Front knee over the ankle."
         *           ],
         *           "improvements": [
         *             "Lift your back arm."
         *           ],
         *           "pose_name": "warrior2"
         *         }
         *       ]
         *     }
         */
        SessionIn: {
            /**
             * Duration
             * @description Minutes; stored whole, halves up.
             */
            duration: number;
            /** Poses */
            poses: components["schemas"]["PoseIn"][];
            /** Avg Accuracy */
            avg_accuracy: number;
        };
        /** SessionOut */
        SessionOut: {
            /** Id */
            id: number;
            /** User Id */
            user_id: number;
            /** Date */
            date: string;
            /** Duration */
            duration: number;
            /** Avg Accuracy */
            avg_accuracy: number;
            /** Total Poses */
            total_poses: number;
            /** Poses */
            poses: components["schemas"]["PoseOut"][];
            /**
             * State
             * @enum {string}
             */
            state: "live" | "away" | "closed";
            /** Public Id */
            public_id: string | null;
            /** Started At */
            started_at: string | null;
            /** Ended At */
            ended_at: string | null;
            ending: components["schemas"]["Ending"] | null;
            /** Duration S */
            duration_s: number | null;
            /** Best Score */
            best_score: number | null;
            /** Best Pose Id */
            best_pose_id: string | null;
            /** Frames Seen */
            frames_seen: number | null;
            /** Frames Scored */
            frames_scored: number | null;
            /** Frames Dropped */
            frames_dropped: number | null;
            /** Cues Given */
            cues_given: number | null;
            /** Cues Fixed */
            cues_fixed: number | null;
            /** Level */
            level: ("beginner" | "intermediate" | "advanced") | null;
            /** Expected Pose Id */
            expected_pose_id: string | null;
            /** Source */
            source: ("jpeg" | "video" | "landmarks") | null;
        };
        /**
         * Signup
         * @example {
         *       "dob": "1990-05-17",
         *       "email": "ada@example.org",
         *       "fullname": "Ada Lovelace",
         *       "password": "password123",
         *       "sex": "female"
         *     }
         */
        Signup: {
            /** Fullname */
            fullname: string;
            /**
             * Email
             * Format: email
             */
            email: string;
            /** Password */
            password: string;
            /**
             * Sex
             * @enum {string}
             */
            sex: "male" | "female" | "other";
            /**
             * Dob
             * Format: date
             */
            dob: string;
        };
        /**
         * StatisticsOut
         * @example {
         *       "current_streak": 2,
         *       "mindful_minutes": 420,
         *       "sessions_this_week": 3,
         *       "total_avg_accuracy": 81.3
         *     }
         */
        StatisticsOut: {
            /** Sessions This Week */
            sessions_this_week: number;
            /** Mindful Minutes */
            mindful_minutes: number;
            /** Current Streak */
            current_streak: number;
            /** Total Avg Accuracy */
            total_avg_accuracy: number;
        };
        /** StepOut */
        StepOut: {
            /** Pose */
            pose: string;
            /** Name */
            name: string;
            /** Side */
            side?: ("left" | "right") | null;
            /** Breath */
            breath?: ("in" | "out") | null;
            /** Hold S */
            hold_s: number;
            /** Breaths */
            breaths: number;
            /** Instead */
            instead: string[];
            /** Optional */
            optional: boolean;
            /** Silent */
            silent: boolean;
            /** Say */
            say?: string | null;
        };
        /**
         * StepResult
         * @description How one step of a flow went.
         */
        StepResult: {
            /** Pose */
            pose: string;
            /** Name */
            name: string;
            /** Side */
            side: ("left" | "right") | null;
            /**
             * Outcome
             * @enum {string}
             */
            outcome: "done" | "short" | "skipped";
            /** Hold S */
            hold_s: number;
            /** Held S */
            held_s: number;
            /** Score */
            score: number | null;
        };
        /** SummaryIn */
        SummaryIn: {
            /** Session */
            session: string;
            /**
             * Ending
             * @enum {string}
             */
            ending: "completed" | "interrupted" | "idle" | "limit" | "engine_failed" | "server_stopped" | "recovered";
            /** Duration S */
            duration_s: number;
            /**
             * Frames Seen
             * @default 0
             */
            frames_seen: number;
            /**
             * Frames Scored
             * @default 0
             */
            frames_scored: number;
            /**
             * Frames Dropped
             * @default 0
             */
            frames_dropped: number;
            /** Mean Score */
            mean_score?: number | null;
            /** Best Score */
            best_score?: number | null;
            /**
             * Cues Given
             * @default 0
             */
            cues_given: number;
            /**
             * Cues Fixed
             * @default 0
             */
            cues_fixed: number;
            /**
             * Holds
             * @default []
             */
            holds: components["schemas"]["HoldIn"][];
            /**
             * Scores
             * @default []
             */
            scores: (number | null)[];
        };
        /**
         * Timeline
         * @example {
         *       "aspect": 1.3333,
         *       "best": {
         *         "at_s": 3,
         *         "landmarks": [],
         *         "pose_id": "tree",
         *         "score": 92
         *       },
         *       "duration_s": 4,
         *       "landmarks_until_at": "2026-06-02T12:00:00Z",
         *       "poses": [],
         *       "scores": [
         *         65,
         *         71,
         *         84,
         *         90
         *       ],
         *       "session_id": 7,
         *       "started_at": "2026-03-04T12:00:00Z"
         *     }
         */
        Timeline: {
            /** Session Id */
            session_id: number;
            /** Started At */
            started_at: string | null;
            /** Duration S */
            duration_s: number | null;
            /** Scores */
            scores: (number | null)[];
            /** Aspect */
            aspect: number | null;
            best: components["schemas"]["BestMoment"] | null;
            /** Poses */
            poses: components["schemas"]["PoseOut"][];
            /** Landmarks Until At */
            landmarks_until_at: string | null;
        };
        /** ValidationError */
        ValidationError: {
            /** Location */
            loc: (string | number)[];
            /** Message */
            msg: string;
            /** Error Type */
            type: string;
            /** Input */
            input?: unknown;
            /** Context */
            ctx?: Record<string, never>;
        };
        /** WeekOut */
        WeekOut: {
            /** Monday */
            monday: string;
            /** Sessions */
            sessions: number;
            /** Minutes */
            minutes: number;
            /** Days */
            days: number;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
